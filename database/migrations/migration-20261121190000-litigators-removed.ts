import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121190000LitigatorsRemoved extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0010-litigators-removed.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Why entries were removed is not taken back: restore a backup from before the migration instead.');
  }
}
