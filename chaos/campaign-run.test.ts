import { expect, test } from '@jest/globals';
import { runCampaign } from './campaign-run.ts';

test('no guarantee is broken while processes are killed around a campaign', async () => {
  const struck: string[] = [];
  const { violations, placed } = await runCampaign({
    seed: 'in-every-test-run',
    attempts: 40,
    callsPerSecond: 8,
    limit: 20,
    blows: 2,
    freeze: false,
    say: (line) => struck.push(line),
  });
  expect(violations).toEqual([]);
  expect(placed).toBeGreaterThan(20);
  expect(struck.filter((line) => line.startsWith('kill -9'))).toHaveLength(2);
}, 300_000);
