/**
 * `npm run chaos -- --seeds 20 [--attempts 500] [--first 1]`: campaigns of fake calls while processes are killed at random
 * moments; `--loopback`: 30 calls with voices while the voice worker and LiveKit are. Exit code 1 when a guarantee was broken; the seed repeats the run. `--broken` breaks each guarantee on purpose
 * instead, and fails where that is not noticed.
 */
import { parseArgs } from 'node:util';
import { runCampaign } from './campaign-run.ts';
import { CHECKS } from './judge.ts';
import { SABOTAGES, sabotages } from './sabotage.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '1' },
    first: { type: 'string', default: '1' },
    loopback: { type: 'boolean', default: false },
    attempts: { type: 'string' },
    blows: { type: 'string' },
    rate: { type: 'string' },
    limit: { type: 'string' },
    'no-freeze': { type: 'boolean', default: false },
    broken: { type: 'boolean', default: false },
  },
  allowPositionals: true,
});
// What the run started ends with it.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));
if (values.broken) process.exit((await breakEach()) ? 0 : 1);
/** What two cores carry: calls with voices cost a quarter of one each. */
const usual = values.loopback
  ? { attempts: 30, rate: 1, limit: 3, blows: 4 }
  : { attempts: 500, rate: 10, limit: 60, blows: 8 };
const first = Number(values.first);
let broken = 0;
for (let n = first; n < first + Number(values.seeds); n += 1) {
  const seed = `chaos-${n}`;
  const result = await runCampaign({
    seed,
    attempts: Number(values.attempts ?? usual.attempts),
    callsPerSecond: Number(values.rate ?? usual.rate),
    limit: Number(values.limit ?? usual.limit),
    blows: Number(values.blows ?? usual.blows),
    freeze: !values['no-freeze'] && !values.loopback,
    loopback: values.loopback,
    say: (line) => console.log(`  ${new Date().toISOString().slice(11, 23)} ${line}`),
  });
  const { violations, placed, highest, dispositions, tookMs } = result;
  broken += violations.length;
  console.log(
    `seed ${n}: ${placed} calls placed, ${highest} at once at most, ${Math.round(tookMs / 1000)} s`,
    dispositions,
  );
  for (const { check, detail } of violations) console.log(`  BROKEN ${check}: ${CHECKS[check]} (${detail})`);
  if (violations.length === 0) console.log('  every guarantee held');
}
process.exitCode = broken === 0 ? 0 : 1;

async function breakEach(): Promise<boolean> {
  let noticed = true;
  for (const sabotage of sabotages) {
    const { violations } = await runCampaign({
      seed: `broken-${sabotage}`,
      attempts: 60,
      callsPerSecond: 20,
      limit: 5,
      blows: 0,
      freeze: false,
      sabotage,
      limitMs: 60_000,
      say: () => undefined,
    });
    const found = [...new Set(violations.map(({ check }) => check))];
    const expected = SABOTAGES[sabotage];
    noticed &&= found.includes(expected);
    console.log(
      `${sabotage}: ${found.includes(expected) ? 'noticed' : 'NOT NOTICED'} (${found.join(', ') || 'nothing'})`,
    );
  }
  return noticed;
}
