import { expect, test } from '@jest/globals';
import { listenToRefusals } from './refusals.ts';

const phrases = { optedOut: 'listed', optOutLater: 'not yet' };

function aCall({ hasTool = true, recorded = true } = {}) {
  const happened: string[] = [];
  const refusals = listenToRefusals({
    hasTool,
    phrases,
    optOut: {
      async record(words, by = 'spoken') {
        happened.push(`${by}: ${words}`);
        return recorded;
      },
    },
    leave: async (words) => void happened.push(`left: ${words}`),
  });
  return { refusals, happened };
}

test('a spoken refusal is listed, and left to an agent that has the tool to confirm it', async () => {
  const { refusals, happened } = aCall();
  await refusals.spoken('stop calling me');
  expect(happened).toEqual(['spoken: stop calling me']);
});

test('a spoken refusal to an agent without the tool is listed all the same, and ends the call', async () => {
  const { refusals, happened } = aCall({ hasTool: false });
  await refusals.spoken('stop calling me');
  expect(happened).toEqual(['spoken: stop calling me', 'left: listed']);
});

test('a pressed key is listed and ends the call, and says so where it could not be listed yet', async () => {
  const { refusals, happened } = aCall({ recorded: false });
  await refusals.pressed('9');
  expect(happened).toEqual(['key-press: pressed 9', 'left: not yet']);
});
