import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121200000LedgerCount extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0011-ledger-count.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('The count of the ledger is not taken back: restore a backup from before the migration instead.');
  }
}
