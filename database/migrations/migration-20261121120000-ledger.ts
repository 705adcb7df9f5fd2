import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121120000Ledger extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0003-ledger.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('The ledger is not taken back: restore a backup from before the migration instead.');
  }
}
