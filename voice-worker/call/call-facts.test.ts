import { expect, test } from '@jest/globals';
import { noFacts, reportOf } from './call-facts.ts';

const transcript = { turns: 3, calleeTurns: 1, answeredTurns: 1 };
const facts = { ...noFacts(), optOut: false };

test('a call that nobody answered is not reported: the dial says how it went', () => {
  expect(reportOf({ reason: 'not-answered' }, 2_000, facts, transcript)).toBeNull();
  expect(reportOf({ reason: 'fenced' }, 2_000, facts, transcript)).toBeNull();
});

test('a line that broke before the answer was seen is reported, or the workflow would wait for nobody', () => {
  expect(reportOf({ reason: 'agent-lost', error: 'gone' }, 2_000, facts, transcript)).toMatchObject({
    outcome: 'agent-failed',
    endReason: 'agent-lost',
    talkMs: 0,
    error: 'gone',
  });
});

test('a report carries when it was answered, how soon the agent spoke and what was promised', () => {
  const promise = { at: '2026-11-21T20:30:00.000Z', local: '2026-11-21T15:30', zone: 'America/New_York', moved: null };
  const answered = { ...facts, answeredAt: 1_000, firstAudioMs: 80, promise };
  expect(reportOf({ reason: 'callee-hung-up' }, 2_000, answered, transcript)).toEqual({
    outcome: 'callback-requested',
    endReason: 'callee-hung-up',
    answeredAt: '1970-01-01T00:00:01.000Z',
    endedAt: '1970-01-01T00:00:02.000Z',
    firstAudioMs: 80,
    talkMs: 1_000,
    turns: 3,
    optOut: false,
    callback: { at: promise.at },
  });
});

test('a refusal that the agent acknowledged ends as opted out', () => {
  const refused = { ...facts, answeredAt: 1_000, optOut: true };
  expect(reportOf({ reason: 'agent-ended' }, 2_000, refused, transcript)).toMatchObject({
    outcome: 'opted-out',
    endReason: 'opted-out',
    optOut: true,
  });
});
