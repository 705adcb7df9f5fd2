import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261121210000FirstOwner extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0012-first-owner.sql', import.meta.url), 'utf8'));
  }

  override down(): void {
    this.addSql('drop function awaits_owner()');
  }
}
