import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121000000Foundations extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0001-foundations.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('The foundations are not taken back: restore a backup from before the migration instead.');
  }
}
