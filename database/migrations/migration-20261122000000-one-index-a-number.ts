import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122000000OneIndexANumber extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0015-one-index-a-number.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('The two indexes are not made again: restore a backup instead.');
  }
}
