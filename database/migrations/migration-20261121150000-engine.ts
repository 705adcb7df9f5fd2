import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121150000Engine extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0006-engine.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Leases of persons are not taken back: restore a backup from before the migration instead.');
  }
}
