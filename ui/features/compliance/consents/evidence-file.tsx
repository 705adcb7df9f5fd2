import { Button, FileButton, Stack, Text } from '@mantine/core';
import type { Consent } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { useDownload } from '../../../http/use-download.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { useMay, useSession } from '../../../session/use-session.tsx';

/** The scan or message that supports a consent: attached once, never replaced. */
export function EvidenceFile({ consent }: { consent: Consent }) {
  const session = useSession();
  const { download, isPending } = useDownload();
  const mayWrite = useMay('consents:write');
  const attach = useAct({
    mutationFn: async (file: File): Promise<Consent> => {
      const query = new URLSearchParams({ fileName: file.name });
      const response = await session.fetch(`/api/v1/consents/${consent.id}/evidence?${query.toString()}`, {
        method: 'POST',
        body: file,
        headers: { 'content-type': 'application/octet-stream' },
      });
      const answer: unknown = await response.json();
      if (!response.ok) throw answer;
      return answer as Consent;
    },
  });
  const evidence = attach.data?.evidence ?? consent.evidence;
  if (evidence !== null) {
    return (
      <Stack gap={4} align="flex-start">
        <Button
          size="compact-sm"
          variant="default"
          loading={isPending}
          onClick={() => download(`/api/v1/consents/${consent.id}/evidence`, evidence.name)}
        >
          Download {evidence.name}
        </Button>
        <Text size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
          SHA-256 {evidence.sha256}
        </Text>
      </Stack>
    );
  }
  if (!mayWrite || consent.revokedAt !== null) return <>None.</>;
  return (
    <Stack gap={6} align="flex-start">
      <FileButton onChange={(file) => file && attach.mutate(file)}>
        {(props) => (
          <Button {...props} size="compact-sm" variant="default" loading={attach.isPending}>
            Attach a file; it stays for good
          </Button>
        )}
      </FileButton>
      {attach.error !== null && <ProblemNotice error={attach.error} />}
    </Stack>
  );
}
