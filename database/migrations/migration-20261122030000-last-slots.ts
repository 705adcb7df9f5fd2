import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122030000LastSlots extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0018-last-slots.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Limits do not go back to remembering the next slot: restore a backup instead.');
  }
}
