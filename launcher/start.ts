import { existsSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import packageJson from '../package.json' with { type: 'json' };
import { runDemo } from './demo.ts';
import { messageOf } from './error-details.ts';
import { holderOf, tryLock } from './state/lock.mjs';
import { rememberPasswordShown } from './state/shown-password.ts';
import { openStateFolder, ROOT } from './state/state-folder.ts';
import { listenForStop } from './processes/stop-request.ts';
import type { Supervised } from './processes/supervisor.ts';
import { bringUp, type System, takeDown } from './system.ts';
import { createTerminal, elapsed, type Terminal } from './terminal.ts';

// npm start [-- --no-demo] [--new-password]
const withDemo = !process.argv.includes('--no-demo');
const newPassword = process.argv.includes('--new-password');
const startedAt = Date.now();
const terminal = createTerminal();
if (existsSync(join(ROOT, '.env'))) process.loadEnvFile(join(ROOT, '.env'));
const state = openStateFolder();
const lock = join(state.home, 'launcher.lock');

// A lock that was left by a killed start is removed by the first try.
if (!tryLock(lock) && !tryLock(lock)) {
  const other = holderOf(lock)?.pid ?? 'another';
  terminal.say(`This checkout is running already (process ${other}). Stop it there with Ctrl-C, or: kill ${other}`);
  process.exit(1);
}

process.on('exit', () => rmSync(lock, { force: true }));

const running: Supervised[] = [];
const stop = listenForStop(() => {
  terminal.say('Leaving at once; the next start clears up');
  process.exit(130);
});

terminal.say(`Ringfence ${packageJson.version}`);
let failure: unknown;
try {
  const system = await bringUp(state, terminal, running, stop.signal, { newPassword });
  sayWhereToLook(terminal, system);
  if (withDemo) await runDemo({ terminal, ...system, signal: stop.signal });
  await stop.asked;
} catch (error) {
  if (!stop.signal.aborted) failure = error;
}
if (failure) terminal.say(`\n${messageOf(failure)}\n`);
if (running.length > 0) {
  await terminal
    .step('Stopping', () => takeDown(running), 'once more Ctrl-C to leave at once')
    .catch((error: unknown) => (failure ??= error));
}
process.exit(failure ? 1 : 0);

function sayWhereToLook(terminal: Terminal, { installation, demo }: System): void {
  const { apiUrl, temporalUiUrl } = installation;
  terminal.say(`Ready after ${elapsed(Date.now() - startedAt)}\n`);
  terminal.say(`  Web app                     ${apiUrl}`);
  terminal.say(`  API and its documentation   ${apiUrl}/docs`);
  if (temporalUiUrl) terminal.say(`  Temporal UI                 ${temporalUiUrl}`);
  terminal.say(`  Logs                        ${relative(process.cwd(), state.logs) || state.logs}`);
  terminal.say('  Call your own list          npx ringfence import FILE.csv --list NAME');
  if (demo.ownerPassword) {
    terminal.say(
      `  Sign in                     ${demo.ownerEmail} with the password ${demo.ownerPassword} (shown once)`,
    );
    rememberPasswordShown(state);
  }
  terminal.say('  Stop                        Ctrl-C\n');
  terminal.say('Demo voices and demo callees; nobody’s phone rings.');
}
