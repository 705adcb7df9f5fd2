import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122020000EventsAfterALoad extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0017-events-after-a-load.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Events do not go back to counting without the ledger’s shift: restore a backup instead.');
  }
}
