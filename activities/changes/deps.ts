import type { Database } from '../../database/connect.ts';
import type { Keyring } from '../../keyring/keyring.ts';
import type { Registry } from '../../registry/create-registry.ts';
import type { Clock, Numbering } from '../deps.ts';

/** What previews, re-plans and replays need. */
export interface ChangeDeps {
  database: Pick<Database, 'inTenant'>;
  keyring: Pick<Keyring, 'open'>;
  registry: Pick<Registry, 'look'>;
  numbering: Numbering;
  clock: Clock;
}
