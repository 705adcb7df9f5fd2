import { expect, test } from '@jest/globals';
import { answersOf, asCsv, countedReasons, inOrder, isSettled, type NumberAnswer, unsettled } from './answers.ts';

const asked = [1, 2, 3].map((line) => ({ line, phone: `617555010${line}` }));
const time = {
  at: '2026-11-21T14:00:00.000Z',
  zone: 'America/New_York',
  local: '2026-11-21T09:00:00',
  offset: '-05:00',
};
const LINES = [
  { line: 1, verdict: 'allowed', reason: null, reasonText: null, findings: [], localTimes: [] },
  {
    ...{ line: 2, verdict: 'deferred', reason: 'outside-window', reasonText: 'outside the hours, “late”' },
    findings: [
      { rule: 'internal-list', result: 'pass', reason: null },
      { rule: 'us-ma.hours', result: 'defer', reason: 'outside-window' },
    ],
    localTimes: [{ asked: time, next: time }],
  },
  {
    line: 3,
    problem: { status: 422, title: 'Not valid', detail: 'See errors', errors: [{ message: 'It is no number.' }] },
  },
];

/** The same bytes, cut wherever a network cuts them. */
function stream(text: string, size: number): ReadableStream<Uint8Array> {
  const bytes = new TextEncoder().encode(text);
  return new ReadableStream({
    start(controller) {
      for (let at = 0; at < bytes.length; at += size) controller.enqueue(bytes.slice(at, at + size));
      controller.close();
    },
  });
}
async function read(text: string, size: number): Promise<NumberAnswer[]> {
  const seen: NumberAnswer[] = [];
  for await (const some of answersOf(stream(text, size), asked)) seen.push(...some);
  return seen;
}
const whole = LINES.map((line) => `${JSON.stringify(line)}\n`).join('');

test.each([7, 64, 100_000])('answers are the same however the bytes come: %d at a time', async (size) => {
  expect(await read(whole, size)).toEqual([
    { asked: asked[0], verdict: 'allowed', why: '', rule: '', next: null },
    { asked: asked[1], verdict: 'deferred', why: 'outside the hours, “late”', rule: 'us-ma.hours', next: time },
    { asked: asked[2], verdict: 'not-asked', why: 'It is no number.', rule: '', next: null },
  ]);
});

test('an answer that ends early is a lost connection, after what was answered', async () => {
  const seen: NumberAnswer[] = [];
  const reading = async () => {
    for await (const some of answersOf(stream(whole.slice(0, -5), 50), asked)) seen.push(...some);
  };
  await expect(reading()).rejects.toThrow(TypeError);
  expect(seen).toHaveLength(2);
});

test('reasons are counted, and the table for other programs has a row a number', async () => {
  const answers = await read(whole, 64);
  expect(countedReasons([...answers, ...answers.slice(1, 2)])).toEqual([
    { why: 'outside the hours, “late”', count: 2 },
    { why: 'It is no number.', count: 1 },
  ]);
  expect(asCsv(answers).split('\r\n')).toEqual([
    'line,number,verdict,reason,rule,next_callable_at,next_callable_local',
    '1,6175550101,allowed,,,,',
    '2,6175550102,deferred,"outside the hours, “late”",us-ma.hours,2026-11-21T14:00:00.000Z,2026-11-21T09:00:00 America/New_York',
    '3,6175550103,not-asked,It is no number.,,,',
  ]);
});

test('what the server could not answer is asked again, and its answer takes its place', async () => {
  const busy = { line: 1, problem: { status: 503, title: 'Not ready', detail: 'Ask it again.' } };
  const first = await read([busy, ...LINES.slice(1)].map((line) => `${JSON.stringify(line)}\n`).join(''), 64);
  expect(unsettled(asked, first)).toEqual([asked[0]]);
  const again = (await read(whole, 64)).slice(0, 1);
  const all = inOrder([...first.filter(isSettled), ...again]);
  expect(all.map(({ asked: { line }, verdict }) => [line, verdict])).toEqual([
    [1, 'allowed'],
    [2, 'deferred'],
    [3, 'not-asked'],
  ]);
  expect(unsettled(asked, all)).toEqual([]);
});
