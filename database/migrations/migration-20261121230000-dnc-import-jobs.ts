import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121230000DncImportJobs extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0014-dnc-import-jobs.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('Imports of numbers are not made part of requests again: restore a backup instead.');
  }
}
