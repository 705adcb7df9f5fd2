import { Text } from '@mantine/core';
import type { LedgerEntry } from '../../../api-client/types.gen.ts';
import { AnchorLink } from '../../../parts/links.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Actor } from '../actor.tsx';
import { LEDGER_LABELS } from '../words.ts';
import classes from './entry-rows.module.css';
import { entryWords } from './entry-words.ts';

/** Entries of the ledger, each a link to its proof. */
export function EntryRows({ entries, empty }: { entries: readonly LedgerEntry[]; empty: string }) {
  if (entries.length === 0) return <Text size="sm">{empty}</Text>;
  return (
    <ol className={classes.entries}>
      {entries.map((entry) => (
        <li key={entry.id}>
          <Moment at={entry.at} />
          <span>
            <b>{LEDGER_LABELS[entry.kind] ?? entry.kind}</b>: {entryWords(entry)}
            {entry.actor !== null && entry.actor !== 'engine' && (
              <span className="quiet">
                {' '}
                · <Actor by={entry.actor} />
              </span>
            )}
          </span>
          {entry.seq === null ? (
            <span className="quiet">sealing</span>
          ) : (
            <AnchorLink to="/compliance/ledger" search={{ entry: entry.seq }} size="xs" underline="always">
              {`#${entry.seq}`}
            </AnchorLink>
          )}
        </li>
      ))}
    </ol>
  );
}
