import { mkdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { localProfileFile, readProfile, writeProfile } from '../cli/profile.ts';
import { connectDatabase } from '../database/connect.ts';
import { createKeyring } from '../keyring/keyring.ts';
import { zoneTable } from '../numbering/zones.ts';
import { messageOf } from './error-details.ts';
import { describeInstallation, type Installation } from './installation.ts';
import { holderOf } from './state/lock.mjs';
import { claimedPorts } from './ports/ports.ts';
import { openSecrets } from './state/secrets.ts';
import { openStateFolder, type StateFolder } from './state/state-folder.ts';
import { listenForStop } from './processes/stop-request.ts';
import { createTerminal, elapsed } from './terminal.ts';
import { dayLines, localText } from './three-days/lines.ts';
import { HOME_ZONE } from './three-days/story.ts';
import { type StoryTold, tellStory } from './three-days/tell-story.ts';

// npm run demo:three-days: the compliance story, told by the installation of this checkout that is running.
const MOST_MS = 5 * 60_000;
const terminal = createTerminal();
const zones = zoneTable();
const startedAt = Date.now();
const stop = listenForStop(() => process.exit(130));
try {
  const state = openStateFolder();
  const told = await tell(describeRunning(state), state);
  sayProof(told, state);
  process.exit(told.verification.ok ? 0 : 1);
} catch (error) {
  if (!stop.signal.aborted) terminal.say(messageOf(error));
  process.exit(1);
}

function describeRunning(state: StateFolder): Installation {
  const ports = claimedPorts(state.home);
  const profile = readProfile(localProfileFile(state.home));
  if (!holderOf(join(state.home, 'launcher.lock')) || !ports || !profile)
    throw new Error('Nothing of this checkout is running. Start it in another terminal: npm start -- --no-demo');
  return describeInstallation(state, ports, openSecrets(state.home), process.env);
}

async function tell(installation: Installation, state: StateFolder): Promise<StoryTold> {
  const { RINGFENCE_KEYS = '', RINGFENCE_HMAC_KEY = '' } = installation.environment;
  const folder = join(state.home, 'three-days');
  mkdirSync(folder, { recursive: true });
  const database = await connectDatabase(installation.databaseUrl, { poolSize: 2 });
  try {
    terminal.say('Nobody’s phone rings: fictional numbers, a carrier without media, a demonstration clock.');
    return await tellStory({
      ...{ database, zones, apiUrl: installation.apiUrl, carrierUrl: installation.devCarrierUrl },
      keyring: createKeyring(RINGFENCE_KEYS, RINGFENCE_HMAC_KEY),
      proof: { archive: join(folder, 'ledger.zip'), head: join(folder, 'head.json') },
      signal: AbortSignal.any([stop.signal, AbortSignal.timeout(MOST_MS)]),
      onTenant: ({ apiKey }) => writeProfile(join(folder, 'profile.json'), { url: installation.apiUrl, apiKey }),
      onVisit: (at) => terminal.say(`  the clock goes to ${localText(at, HOME_ZONE, zones)} in New York`),
      onDay: (day) => terminal.say(dayLines(day, zones).join('\n')),
    });
  } finally {
    await database.close();
  }
}

function sayProof({ verification }: StoryTold, state: StateFolder): void {
  const folder = relative(process.cwd(), join(state.home, 'three-days')) || '.';
  const proven = verification.ok
    ? `Ledger: complete and unchanged, entries ${verification.proven.from} to ${verification.proven.to - 1}, under ${verification.proven.heads} signed heads.`
    : `Ledger: NOT PROVEN: ${verification.finding.kind}. ${verification.finding.sentence}`;
  terminal.say(
    [
      '',
      proven,
      `  Verify again   npx ringfence audit verify ${folder}/ledger.zip --against ${folder}/head.json`,
      `  Ask on         RINGFENCE_PROFILE=${folder}/profile.json npx ringfence why +14015550104 --at 2026-11-26T17:00:00Z`,
      `Told in ${elapsed(Date.now() - startedAt)}.`,
    ].join('\n'),
  );
}
