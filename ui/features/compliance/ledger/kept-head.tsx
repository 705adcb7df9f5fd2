import { FileInput, Stack, Text } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { proveLedgerConsistency } from '../../../api-client/sdk.gen.ts';
import { problemOf } from '../../../http/problem.ts';
import { counted } from '../../../parts/figures.ts';
import { Notice } from '../../../parts/notice.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';

type Answer = { kind: 'unreadable' } | { kind: 'continues' | 'differs'; entries: number };

/** Does the ledger still hold all that a head kept elsewhere was signed over? The hashes are counted in this browser. */
export function KeptHead({ newest }: { newest: number }) {
  const check = useMutation({ mutationFn: (file: File) => answerFor(file, newest) });
  return (
    <Panel
      title="A head that you kept"
      note="Shows whether every entry under it still stands, unchanged and in its place. The file stays in this browser."
    >
      <Stack gap="sm" maw={520}>
        <FileInput
          label="Kept head (.json)"
          placeholder="Choose a file"
          styles={{ placeholder: { color: 'var(--mantine-color-dimmed)' } }}
          accept=".json,application/json"
          onChange={(file) => (file ? check.mutate(file) : check.reset())}
          clearable
          clearButtonProps={{ 'aria-label': 'Without a head' }}
        />
        <div role="status" aria-live="polite">
          {check.isPending && <Text size="sm">Counting …</Text>}
          {check.data && <Told answer={check.data} />}
        </div>
        {check.error !== null && <ProblemNotice error={check.error} />}
      </Stack>
    </Panel>
  );
}

function Told({ answer }: { answer: Answer }) {
  switch (answer.kind) {
    case 'unreadable':
      return (
        <Notice tone="warn" title="That file is no head">
          Choose one that “Keep the newest” wrote.
        </Notice>
      );
    case 'continues':
      return (
        <Notice tone="good" title="Nothing was changed or taken away">
          All {counted(answer.entries, 'entry', 'entries')} under it stand in the ledger of today.
        </Notice>
      );
    case 'differs':
      return (
        <Notice tone="bad" title="This ledger does not continue that head">
          It is the head of another ledger, or one of the {counted(answer.entries, 'entry', 'entries')} under it was
          changed or taken away. Keep the file, and export the ledger before anything else.
        </Notice>
      );
  }
}

/** @throws Problem where the server cannot be asked */
async function answerFor(file: File, newest: number): Promise<Answer> {
  const { continues, keptHeadIn } = await import('./check-kept-head.ts');
  const kept = keptHeadIn(await file.text());
  if (kept === null) return { kind: 'unreadable' };
  if (kept.size > newest) return { kind: 'differs', entries: kept.size };
  try {
    const query = { first: kept.size, second: newest };
    const { data } = await proveLedgerConsistency({ query, throwOnError: true });
    return { kind: continues(kept, data) ? 'continues' : 'differs', entries: kept.size };
  } catch (error) {
    // No head of that size was ever signed here.
    if (problemOf(error).status === 404) return { kind: 'differs', entries: kept.size };
    throw error;
  }
}
