import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121191000ReferencesAStatement extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0009-references-a-statement.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error(
      'References are not given back to foreign keys: restore a backup from before the migration instead.',
    );
  }
}
