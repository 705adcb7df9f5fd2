import { relative } from 'node:path';
import Sequencer from '@jest/test-sequencer';

/**
 * The suites that take long, with their seconds on two busy cores, so that a fresh checkout knows them too: what is
 * started last and takes long leaves the other workers idle. A suite that is not named takes a few seconds.
 */
export const SECONDS = {
  'voice-worker/real-call.test.ts': 210,
  'ui/e2e/agent-owner.test.ts': 185,
  'launcher/backups/restore-redials-nothing.test.ts': 140,
  'ui/e2e/manager.test.ts': 135,
  // As long, but not beside two other starts of the whole system and calls with voices.
  'ui/e2e/compliance-officer.test.ts': 130,
  'launcher/three-days/three-days.test.ts': 75,
  'chaos/campaign-run.test.ts': 65,
  'launcher/start.test.ts': 55,
  'workflows/call-late.test.ts': 38,
  'activities/engine.test.ts': 32,
  'workflows/campaign-time.test.ts': 27,
  'activities/imports/resume.test.ts': 26,
  'workflows/law-change.test.ts': 23,
  'workflows/call.test.ts': 20,
  'workflows/campaign.test.ts': 18,
  'activities/receipts/opt-out-races.test.ts': 18,
  'api/http/bad-input.test.ts': 18,
  'workflows/import.test.ts': 16,
  'activities/receipts/receipt.test.ts': 15,
  'launcher/backups/backups.test.ts': 14,
  'workflows/ledger-export.test.ts': 13,
  'activities/imports/import.test.ts': 12,
  'workflows/registry-load.test.ts': 10,
  'api/auth/access.test.ts': 10,
  'api/routes/compliance/changes.test.ts': 10,
  'cli/ringfence.test.ts': 9,
  'registry/registry.test.ts': 9,
  'temporal/seal-ledger.test.ts': 9,
  'ledger/tampering.test.ts': 8,
  'launcher/plans/postgres.test.ts': 8,
  'api/routes/dnc/dnc.test.ts': 8,
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
