import { eventually } from '../../testing/eventually.ts';
import type { AttemptId } from '../../domain/ids.ts';
import type { TestEngine } from './test-engine.ts';

/** The moments of a number's dial, in their order: something else can come in after each of them. */
export const DIAL_STAGES = ['not claimed', 'claimed', 'started', 'placed', 'ringing'] as const;
export type DialStage = (typeof DIAL_STAGES)[number];

/** Waits until the latest attempt of a number has come so far. @throws when it never does */
export function dialReaches(engine: TestEngine, stage: DialStage, numberHmac: Buffer): Promise<void> {
  return eventually(async () => {
    if (!(await hasReached(engine, stage, numberHmac))) throw new Error(`the dial never was ${stage}`);
  });
}

async function hasReached(engine: TestEngine, stage: DialStage, numberHmac: Buffer): Promise<boolean> {
  if (stage === 'not claimed') return true;
  const [attempt] = await engine.rows<{ id: AttemptId; dial_started_at: Date | null }>(
    `select id, dial_started_at from attempts where number_hmac = $1 order by id desc limit 1`,
    [numberHmac],
  );
  if (attempt === undefined || stage === 'claimed') return attempt !== undefined;
  if (stage === 'started') return attempt.dial_started_at !== null;
  return engine.carrier.log().some(({ event, intent }) => event === stage && intent === attempt.id);
}
