import { expect, test } from '@jest/globals';
import { PERSONAS, personaFor } from './personas.ts';

test('every pair of last digits has exactly one callee', () => {
  for (let tail = 0; tail < 100; tail++) {
    const named = PERSONAS.filter(({ digits }) => digits.some(([from, to]) => tail >= from && tail <= to));
    expect({ tail, names: named.map(({ name }) => name) }).toEqual({ tail, names: [expect.any(String)] });
  }
});

test.each([
  ['busy-first', '+12125550133', ['busy', 'answer', 'busy']],
  ['no-answer-first', '+12125550141', ['no-answer', 'answer', 'no-answer']],
  ['busy', '+12125550138', ['busy', 'busy', 'busy']],
  ['talks', '+12125550101', ['answer', 'answer', 'answer']],
])('%s takes its first three dials as the table says', (name, number, pickups) => {
  const dials = [1, 2, 3].map((dial) => personaFor(number, dial));
  expect(dials.map((dial) => dial.persona.name)).toEqual([name, name, name]);
  expect(dials.map((dial) => dial.pickup)).toEqual(pickups);
});

test('whoever asked to be called back talks when called back', () => {
  const steps = (dial: number) => personaFor('+12125550170', dial).script.map((step) => step.do);
  expect(steps(1)).toContain('ask-callback');
  expect(steps(2)).not.toContain('ask-callback');
});

test('every callee who answers leaves in the end', () => {
  for (const persona of PERSONAS) {
    for (const script of persona.scripts) expect(script.at(-1)).toEqual({ do: 'hang-up' });
  }
});
