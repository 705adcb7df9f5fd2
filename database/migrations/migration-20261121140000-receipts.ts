import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121140000Receipts extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0005-receipts.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Receipts are proof and are not taken back: restore a backup from before the migration instead.');
  }
}
