import { Select } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { listRuleChangesInfiniteOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RuleChange } from '../../../api-client/types.gen.ts';
import { type Column, DataTable } from '../../../parts/data-table.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Empty } from '../../../parts/states.tsx';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { Actor } from '../actor.tsx';
import { CompliancePlaces } from '../compliance-places.tsx';
import { CHANGE_TONES } from './change-words.ts';
import { DraftChange } from './draft-change.tsx';

const STATUSES = ['draft', 'approved', 'rejected', 'withdrawn', 'ended'] as const;
const COLUMNS: readonly Column<RuleChange>[] = [
  { key: 'title', title: 'Change', width: 'minmax(110px, 3fr)', cell: ({ title }) => title },
  {
    key: 'status',
    title: 'State',
    width: '100px',
    cell: ({ status }) => <StatusBadge tone={CHANGE_TONES[status]}>{status}</StatusBadge>,
  },
  { key: 'from', title: 'From', width: '104px', wideOnly: true, cell: ({ firstDay }) => firstDay ?? 'at once' },
  {
    key: 'by',
    title: 'Drafted by',
    width: 'minmax(90px, 1fr)',
    wideOnly: true,
    cell: ({ createdBy }) => <Actor by={createdBy} />,
  },
  {
    key: 'decided',
    title: 'Decided by',
    width: 'minmax(90px, 1fr)',
    wideOnly: true,
    cell: ({ decidedBy }) => <Actor by={decidedBy} />,
  },
  { key: 'at', title: 'When', width: '118px', align: 'end', cell: ({ createdAt }) => <Moment at={createdAt} /> },
];

/** Changes of law as officers entered them: drafted, seen beforehand, approved. */
export function Changes() {
  const { status } = useSearch({ from: '/frame/compliance/changes' });
  const navigate = useNavigate();
  const mayWrite = useMay('compliance:write');
  const changes = useInfiniteQuery({
    ...listRuleChangesInfiniteOptions({ query: { limit: 100, ...(status ? { status } : {}) } }),
    initialPageParam: {},
    getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
  });
  return (
    <>
      <CompliancePlaces
        lead="A new window, cap, holiday or ban: drafted, its effect seen on every waiting lead, then approved."
        actions={mayWrite && <DraftChange />}
      />
      <Select
        aria-label="State"
        placeholder="Any state"
        data={[...STATUSES]}
        value={status ?? null}
        onChange={(value) => {
          const found = STATUSES.find((one) => one === value);
          void navigate({ to: '/compliance/changes', search: found ? { status: found } : {} });
        }}
        clearable
        w={150}
        mb="sm"
      />
      <DataTable
        label="Changes"
        what="see changes of rules"
        query={changes}
        columns={COLUMNS}
        link={({ id }) => ({ to: '/compliance/changes/$id', params: { id } })}
        empty={
          <Empty title="No change yet">
            When a law changes before Ringfence’s own rules do, or a governor proclaims an emergency, you enter it here.
          </Empty>
        }
      />
    </>
  );
}
