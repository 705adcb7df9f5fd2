import { Anchor, Button, FileInput, Group, Progress, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { counted, figure } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { verifyHere, type VerificationHere } from './verify-here.ts';

/** Is this export complete and unchanged? Counted here: the file goes nowhere. */
export function Verify() {
  const [file, setFile] = useState<File | null>(null);
  const [head, setHead] = useState<File | null>(null);
  const [share, setShare] = useState(0);
  const verify = useMutation({
    mutationFn: (chosen: { file: File; head: File | null }) => verifyHere(chosen.file, chosen.head, setShare),
  });
  return (
    <>
      <CompliancePlaces lead="Is an export of a ledger complete and unchanged? It is checked in this browser: the file goes nowhere." />
      <Stack gap="md" maw={760}>
        <Panel title="The file">
          <form
            onSubmit={(event) => {
              event.preventDefault();
              setShare(0);
              if (file) verify.mutate({ file, head });
            }}
          >
            <Stack gap="sm">
              <FileInput
                label="Export (.zip)"
                placeholder="Choose a file"
                styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
                required
                accept=".zip,application/zip"
                value={file}
                onChange={(chosen) => {
                  setFile(chosen);
                  verify.reset();
                }}
              />
              <FileInput
                label="Signed head that was kept earlier (.json)"
                description="With it, nobody can have left out the end, or begun anew with keys of their own."
                placeholder="None"
                styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
                accept=".json,application/json"
                value={head}
                onChange={setHead}
                clearable
                clearButtonProps={{ 'aria-label': 'Without a head' }}
              />
              <Group>
                <Button type="submit" disabled={file === null} loading={verify.isPending}>
                  Verify
                </Button>
              </Group>
              {verify.isPending && <Progress value={share * 100} aria-label="Verifying" />}
            </Stack>
          </form>
        </Panel>
        <div role="status" aria-live="polite">
          {verify.data && <Result verification={verify.data} against={head !== null} />}
        </div>
        {verify.error && <ProblemNotice error={verify.error} />}
        <Text size="sm">
          To check without this server, keep{' '}
          <Anchor href="/verify/offline.html" download="verify-ledger.html" underline="always">
            the page as one file
          </Anchor>
          ; the command line does the same with <code>ringfence audit verify FILE</code>.
        </Text>
      </Stack>
    </>
  );
}

function Result({ verification, against }: { verification: VerificationHere; against: boolean }) {
  if (!verification.ok)
    return (
      <Notice tone="bad" title={`Not proven: ${verification.finding.kind}`}>
        {verification.finding.sentence}
      </Notice>
    );
  const { from, to, head, heads, keys, restores } = verification.proven;
  return (
    <Notice tone="good" title="Complete and unchanged">
      <Stack gap={4}>
        <Text size="sm">
          Entries {figure(from)} to {figure(to - 1)} ({counted(to - from, 'entry', 'entries')}), under{' '}
          {counted(heads, 'signed head')}.
        </Text>
        <Text size="sm" component="div">
          Newest head: {figure(head.size)} entries, <Moment at={head.at} />, signed by {keys.join(', ')}.
        </Text>
        {restores.map((at) => (
          <Text key={at} size="sm" component="div">
            Restored from a backup <Moment at={at} />.
          </Text>
        ))}
        <Text size="sm">
          {against
            ? 'Compared with the head from elsewhere: everything that it was signed over is here.'
            : 'Not compared with a head from elsewhere: nothing shows that later entries were not left out, or that the key is the right one.'}
        </Text>
        <Text size="xs" className="quiet" style={{ overflowWrap: 'anywhere' }}>
          Root {head.root}
        </Text>
      </Stack>
    </Notice>
  );
}
