import { Link } from '@tanstack/react-router';
import type { Overview } from '../../api-client/types.gen.ts';
import { Moment } from '../../parts/moment.tsx';
import { Empty } from '../../parts/states.tsx';
import classes from './dashboard.module.css';

/** What somebody should look at; each leads to where it can be mended. */
export function Attention({ items }: { items: Overview['attention'] }) {
  if (items.length === 0)
    return <Empty title="Nothing needs you">Failed imports, paused trunks and cut-off calls appear here.</Empty>;
  return (
    <ul className={classes.rows}>
      {items.map((item) => (
        <li key={item.kind + item.id} className={classes.attention}>
          <Place item={item} />
          <Moment at={item.since} />
        </li>
      ))}
    </ul>
  );
}

function Place({ item: { kind, id, text } }: { item: Overview['attention'][number] }) {
  switch (kind) {
    case 'campaign':
      return (
        <Link to="/campaigns/$id" params={{ id }} className={classes.link}>
          {text}
        </Link>
      );
    case 'call':
      return (
        <Link to="/calls/$id" params={{ id }} className={classes.link}>
          {text}
        </Link>
      );
    case 'import':
      return (
        <Link to="/leads/imports/$id" params={{ id }} className={classes.link}>
          {text}
        </Link>
      );
    case 'ledger':
      return (
        <Link to="/system" className={classes.link}>
          {text}
        </Link>
      );
    case 'trunk':
    case 'service':
      return (
        <Link to="/settings" className={classes.link}>
          {text}
        </Link>
      );
  }
}
