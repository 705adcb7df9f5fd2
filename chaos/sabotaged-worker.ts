/** The product's worker with one guarantee broken, named by SABOTAGE. */
import { setTimeout as pause } from 'node:timers/promises';
import type { CallRef, DialOutcome, EngineActivities } from '../activities/interface.ts';
import { DevCarrierClient } from '../activities/telephony/dev-carrier-client.ts';
import { runWorker } from '../temporal/run-worker.ts';
import { numberOf } from '../testing/stand/seed-campaign.ts';

await runWorker(process.env, (activities, config) => {
  switch (process.env['SABOTAGE']) {
    case 'dial-again':
      return { ...activities, dial: (input) => dialAgain(activities, input, config.DEV_CARRIER_URL ?? '') };
    case 'no-fence':
      return { ...activities, fenceCall: async () => ({ placed: 'never', ringing: false, answered: false }) };
    case 'no-finish':
      return { ...activities, finishCall: async ({ disposition }) => ({ disposition }) };
    default:
      return activities;
  }
});

async function dialAgain(
  { dial }: EngineActivities,
  input: CallRef & { dialAt: string; ringTimeoutMs: number },
  carrier: string,
): Promise<DialOutcome> {
  const outcome = await dial(input);
  if (outcome.kind !== 'unknown') return outcome;
  await pause(100);
  await new DevCarrierClient(carrier).place({
    carrier: 'fake',
    intent: input.attemptId,
    number: numberOf(0),
    ringingTimeoutMs: input.ringTimeoutMs,
    maxDurationMs: 60_000,
  });
  return outcome;
}
