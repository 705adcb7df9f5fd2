import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121160000RuleChanges extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0007-rule-changes.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Decided changes of law are not taken back: restore a backup from before the migration instead.');
  }
}
