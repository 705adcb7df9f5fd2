import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122050000VersionsCompared extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0020-versions-compared.sql', import.meta.url), 'utf8'));
  }

  override down(): never {
    throw new Error('What a list was compared with is not forgotten: restore a backup instead.');
  }
}
