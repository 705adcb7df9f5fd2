import type { Database } from '../database/connect.ts';
import { setupCode } from './auth/setup-code.ts';
import type { ApiConfig } from './config.ts';
import { awaitsOwner } from './routes/setup/awaits-owner.ts';

/**
 * Says, as long as nobody can sign in, where the first owner is made and with which code. Written to the console of
 * whoever started the process, not to the log: it is for a person, and worth nothing once it was used.
 */
export async function announceSetup(
  database: Database,
  config: Pick<ApiConfig, 'jwtSecret' | 'publicUrl'>,
  say: (line: string) => void,
): Promise<void> {
  if (!(await awaitsOwner(database))) return;
  say(`Nobody can sign in here yet. Make the first owner at ${config.publicUrl}`);
  say(`Set-up code: ${setupCode(config.jwtSecret)}`);
}
