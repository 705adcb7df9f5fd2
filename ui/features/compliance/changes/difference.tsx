import { Button, Progress, Stack, Table, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import {
  cancelRuleChangeRunMutation,
  listRuleChangeEffectsOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RuleChangeEffect, RuleChangeRun } from '../../../api-client/types.gen.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Stat, Stats } from '../../../parts/stat.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { ScrolledTable } from '../scrolled-table.tsx';
import { isGoingOn, MOVES } from './change-words.ts';

/** How many leads move, by campaign and place, with examples. */
export function Difference({ run }: { run: RuleChangeRun }) {
  const effects = useQuery({
    ...listRuleChangeEffectsOptions({ path: { id: run.id }, query: { limit: 100 } }),
    enabled: run.status === 'completed',
  });
  const rows = effects.data?.items ?? [];
  return (
    <Stack gap="sm">
      {isGoingOn(run) && <GoingOn run={run} />}
      {run.error !== null && <Text size="sm">It failed: {run.error}</Text>}
      <Stats>
        {MOVES.map(({ key, label }) => (
          <Stat key={key} label={label} value={figure(run.found[key])} />
        ))}
      </Stats>
      <Text size="xs" className="quiet" role="status">
        {counted(run.looked, 'waiting lead')} looked at of {figure(run.total)}, {run.status}.
      </Text>
      {rows.length > 0 && (
        <ScrolledTable
          label="By campaign and place"
          heads={['Campaign', 'Place', ...MOVES.map(({ label }) => label), 'For example']}
          minWidth={760}
        >
          {rows.map((row) => (
            <Table.Tr key={row.campaignId + row.place}>
              <Table.Td>{row.campaignName ?? 'A campaign'}</Table.Td>
              <Table.Td>{row.place}</Table.Td>
              {MOVES.map(({ key }) => (
                <Table.Td key={key}>{figure(row[key])}</Table.Td>
              ))}
              <Table.Td>
                <Example one={row.examples.find(({ move }) => move !== 'same')} />
              </Table.Td>
            </Table.Tr>
          ))}
        </ScrolledTable>
      )}
    </Stack>
  );
}

function Example({ one }: { one: RuleChangeEffect['examples'][number] | undefined }) {
  if (one === undefined) return <span className="quiet">–</span>;
  return (
    <Text size="xs" component="div">
      <AnchorLink to="/leads/$id" params={{ id: one.leadId }} inherit underline="always">
        a lead
      </AnchorLink>
      : <Moment at={one.before} /> → {one.after === null ? one.move : <Moment at={one.after} />}
      {one.rule !== null && <span className="quiet"> {one.rule}</span>}
    </Text>
  );
}

function GoingOn({ run }: { run: RuleChangeRun }) {
  const client = useQueryClient();
  const mayWrite = useMay('compliance:write');
  const cancel = useMutation({ ...cancelRuleChangeRunMutation(), onSuccess: () => void client.invalidateQueries() });
  return (
    <div>
      <Progress
        value={run.total === 0 ? 3 : (run.looked / run.total) * 100}
        aria-label="Looking at waiting leads"
        mb={6}
      />
      {mayWrite && (
        <Button
          size="compact-xs"
          variant="default"
          loading={cancel.isPending}
          onClick={() => cancel.mutate({ path: { id: run.id } })}
        >
          Stop looking
        </Button>
      )}
    </div>
  );
}
