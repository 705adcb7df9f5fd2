import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121130000Consents extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0004-consents.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Consent is evidence and is not taken back: restore a backup from before the migration instead.');
  }
}
