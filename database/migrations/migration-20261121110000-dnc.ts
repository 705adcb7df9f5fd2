import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121110000Dnc extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0002-dnc.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Versions of lists are evidence: restore a backup from before the migration instead.');
  }
}
