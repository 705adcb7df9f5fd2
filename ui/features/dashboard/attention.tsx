import type { LinkProps } from '@tanstack/react-router';
import type { Overview } from '../../api-client/types.gen.ts';
import { Moment } from '../../parts/moment.tsx';
import { LinkedRow, RowList } from '../../parts/row-list.tsx';
import { Empty } from '../../parts/states.tsx';
import classes from './dashboard.module.css';

type Item = Overview['attention'][number];

/** What somebody should look at; each leads to where it can be mended. */
export function Attention({ items }: { items: readonly Item[] }) {
  if (items.length === 0)
    return <Empty title="Nothing needs you">Failed imports, paused trunks and cut-off calls appear here.</Empty>;
  return (
    <RowList>
      {items.map((item) => (
        <LinkedRow key={item.kind + item.id} className={classes.attention} {...placeOf(item)} name={item.text}>
          <Moment at={item.since} />
        </LinkedRow>
      ))}
    </RowList>
  );
}

function placeOf({ kind, id }: Item): Pick<LinkProps, 'to' | 'params' | 'search'> {
  switch (kind) {
    case 'campaign':
      return { to: '/campaigns/$id', params: { id } };
    case 'call':
      return { to: '/calls/$id', params: { id } };
    case 'import':
      return { to: '/leads/imports/$id', params: { id } };
    case 'trunk':
      return { to: '/settings', search: { tab: 'trunks' } };
    case 'ledger':
    case 'service':
      return { to: '/system' };
  }
}
