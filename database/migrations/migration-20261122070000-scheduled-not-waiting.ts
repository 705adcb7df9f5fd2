import { readFile } from 'node:fs/promises';
import { Migration } from '@mikro-orm/migrations';

export class Migration20261122070000ScheduledNotWaiting extends Migration {
  override async up(): Promise<void> {
    this.addSql(await readFile(new URL('./0022-scheduled-not-waiting.sql', import.meta.url), 'utf8'));
  }

  override async down(): Promise<void> {
    this.addSql('drop function campaigns_without_voice()');
    this.addSql(await readFile(new URL('./0021-waiting-for-voice.sql', import.meta.url), 'utf8'));
  }
}
