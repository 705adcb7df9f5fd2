import { Code, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { proveLedgerEntryOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import classes from './proof.module.css';
import { useCheckedProof } from './use-checked-proof.ts';

/** One entry as it was sealed, with the hashes that lead to a signed head; counted anew in this browser. */
export function Proof({ seq, onClose }: { seq: number | undefined; onClose: () => void }) {
  return (
    <Modal opened={seq !== undefined} onClose={onClose} title={`Entry #${seq ?? ''}`} size="lg">
      {seq !== undefined && <Shown seq={seq} />}
    </Modal>
  );
}

function Shown({ seq }: { seq: number }) {
  const proof = useQuery({ ...proveLedgerEntryOptions({ path: { seq } }), staleTime: Number.POSITIVE_INFINITY });
  const checked = useCheckedProof(proof.data);
  return (
    <Loaded of={proof} what="see the ledger">
      {({ line, leaf, path, head, intact }) => (
        <Stack gap="sm">
          <Text size="sm" component="div" role="status">
            {checked === null ? (
              'Counting …'
            ) : checked && intact ? (
              <>
                <StatusBadge tone="good">unchanged</StatusBadge> This browser counted the hashes anew: the entry stands
                under the signed head of <Moment at={head.at} />.
              </>
            ) : (
              <>
                <StatusBadge tone="bad">changed</StatusBadge> Its line and the signed head do not agree: somebody
                changed the entry.
              </>
            )}
          </Text>
          <Text size="xs" className="quiet">
            The entry, as it was hashed
          </Text>
          <Code block className={classes.line ?? ''} tabIndex={0}>
            {pretty(line)}
          </Code>
          <dl className={classes.facts}>
            <dt>Leaf</dt>
            <dd>{leaf}</dd>
            <dt>Path</dt>
            <dd>
              {path.length === 0 ? 'none: it is the whole tree' : path.map((hash) => <div key={hash}>{hash}</div>)}
            </dd>
            <dt>Root</dt>
            <dd>{head.root}</dd>
            <dt>Head</dt>
            <dd>
              {head.size} entries, key {head.key}
            </dd>
          </dl>
        </Stack>
      )}
    </Loaded>
  );
}

function pretty(line: string): string {
  try {
    return JSON.stringify(JSON.parse(line), null, 2);
  } catch {
    return line;
  }
}
