import { Button, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  cancelRuleChangeRunMutation,
  listRuleChangeEffectsOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RuleChangeEffect, RuleChangeRun } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { GoingOn, isGoingOn } from '../job.tsx';
import { MOVES } from './change-words.ts';

/** How many leads move, by campaign and place, with examples. */
export function Difference({ run }: { run: RuleChangeRun }) {
  const mayWrite = useMay('compliance:write');
  const effects = useQuery({
    ...listRuleChangeEffectsOptions({ path: { id: run.id }, query: { limit: 100 } }),
    enabled: run.status === 'completed',
  });
  const cancel = useAct(cancelRuleChangeRunMutation());
  const rows = effects.data?.items ?? [];
  return (
    <Stack gap="sm">
      {isGoingOn(run) && (
        <GoingOn
          done={run.looked}
          total={run.total}
          label="Looking at waiting leads"
          stop={{
            may: mayWrite,
            label: 'Stop looking',
            pending: cancel.isPending,
            onStop: () => cancel.mutate({ path: { id: run.id } }),
          }}
        />
      )}
      {run.error !== null && <Text size="sm">It failed: {run.error}</Text>}
      <Stats>
        {MOVES.map(({ key, label }) => (
          <Stat key={key} label={label} value={figure(run.found[key])} />
        ))}
      </Stats>
      <Text size="xs" className="quiet" role="status">
        {counted(run.looked, 'waiting lead')} looked at of {figure(run.total)}, {run.status}.
      </Text>
      {effects.error && <ProblemNotice error={effects.error} onRetry={() => void effects.refetch()} />}
      {rows.length > 0 && (
        <SmallTable
          label="By campaign and place"
          heads={['Campaign', 'Place', ...MOVES.map(({ label }) => label), 'For example']}
          minWidth={760}
        >
          {rows.map((row) => (
            <Row key={row.campaignId + row.place} row={row} />
          ))}
        </SmallTable>
      )}
      {effects.data?.nextCursor && (
        <Text size="xs" className="quiet">
          The first {rows.length} campaigns and places; the figures above are of all.
        </Text>
      )}
    </Stack>
  );
}

const FIRST = 1;

function Row({ row }: { row: RuleChangeEffect }) {
  const [all, setAll] = useState(false);
  const examples = row.examples.filter(({ move }) => move !== 'same');
  return (
    <Table.Tr>
      <Table.Td className="nowrap">{row.campaignName ?? 'A campaign'}</Table.Td>
      <Table.Td className="nowrap">{row.place}</Table.Td>
      {MOVES.map(({ key }) => (
        <Table.Td key={key} className={row[key] === 0 ? 'quiet' : undefined}>
          {figure(row[key])}
        </Table.Td>
      ))}
      <Table.Td>
        {examples.length === 0 && <span className="quiet">–</span>}
        {examples.slice(0, all ? undefined : FIRST).map((one) => (
          <Example key={one.leadId} one={one} />
        ))}
        {examples.length > FIRST && (
          <Button size="compact-xs" variant="subtle" onClick={() => setAll(!all)} aria-expanded={all}>
            {all ? 'Fewer' : `${counted(examples.length - FIRST, 'more example', 'more examples')}`}
          </Button>
        )}
      </Table.Td>
    </Table.Tr>
  );
}

function Example({ one }: { one: RuleChangeEffect['examples'][number] }) {
  const after = MOVES.find(({ key }) => key === one.move)?.label ?? one.move;
  return (
    <Text size="xs" component="div">
      <AnchorLink to="/leads/$id" params={{ id: one.leadId }} inherit underline="always">
        a lead
      </AnchorLink>
      : {one.before === null ? 'not called' : <Moment at={one.before} />} →{' '}
      {one.after === null ? after : <Moment at={one.after} />}
      {one.rule !== null && <span className="quiet"> {one.rule}</span>}
    </Text>
  );
}
