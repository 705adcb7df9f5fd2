import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/**
 * The suites that take long, with their seconds on two busy cores, so that a fresh checkout knows them too: what is
 * started last and takes long leaves the other workers idle. A suite that is not named takes a few seconds.
 */
export const SECONDS = {
  'voice-worker/real-call.test.ts': 140,
  'ui/e2e/agent-owner.test.ts': 110,
  'launcher/backups/restore-redials-nothing.test.ts': 85,
  'ui/e2e/manager.test.ts': 81,
  // Longer, but not beside two other starts of the whole system and calls with voices.
  'ui/e2e/compliance-officer.test.ts': 80,
  'chaos/campaign-run.test.ts': 68,
  'launcher/three-days/three-days.test.ts': 50,
  'launcher/start.test.ts': 47,
  'workflows/call-late.test.ts': 35,
  'activities/engine.test.ts': 30,
  'activities/imports/resume.test.ts': 28,
  'workflows/campaign-time.test.ts': 21,
  'workflows/campaign.test.ts': 20,
  'workflows/call.test.ts': 20,
  'activities/receipts/opt-out-races.test.ts': 19,
  'launcher/backups/backups.test.ts': 18,
  'api/auth/access.test.ts': 17,
  'workflows/import.test.ts': 17,
  'activities/receipts/receipt.test.ts': 16,
  'activities/imports/import.test.ts': 15,
  'launcher/plans/postgres.test.ts': 13,
  'workflows/ledger-export.test.ts': 13,
  'workflows/law-change.test.ts': 13,
  'api/routes/dnc/dnc.test.ts': 13,
};

/** @typedef {{ path: string, context: { config: { rootDir: string } } }} Suite */

/** A sequencer for jest: the longest suites first, the others as jest orders them itself. */
// oxlint-disable-next-line import/no-default-export -- jest loads sequencers by it
export default class LongestFirst extends Sequencer {
  /** @param {Suite[]} tests */
  sort(tests) {
    return super.sort(tests).sort((a, b) => secondsOf(b) - secondsOf(a));
  }
}

/** @param {Suite} suite */
function secondsOf({ path, context }) {
  return SECONDS[relative(context.config.rootDir, path).replaceAll('\\', '/')] ?? 0;
}
