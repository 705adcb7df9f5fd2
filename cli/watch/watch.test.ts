import { describe, expect, test } from '@jest/globals';
import type { CampaignProgress } from '../../api/contract/campaigns.ts';
import { eventLine } from './event-line.ts';
import { progressLines } from './progress-lines.ts';

const at = '2026-11-21T08:50:07.123Z';
const callId = '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338';
const leadId = '01a1fd1c-fcd0-7f2b-bcb3-a6a973aaaaaa';

describe('an event as a line', () => {
  test.each([
    ['call.answered', {}, '08:50:07  call 6d6338  answered'],
    ['call.ended', { disposition: 'opted-out' }, '08:50:07  call 6d6338  ended: Opted out'],
    [
      'call.ended',
      { disposition: 'busy', next: { kind: 'retry', at: '2026-11-21T08:50:17.000Z' } },
      '08:50:07  call 6d6338  ended: Busy; again at 08:50:17 UTC',
    ],
    [
      'call.ended',
      { disposition: 'callback-requested', next: { kind: 'callback', at: '2026-11-21T08:52:00.000Z' } },
      '08:50:07  call 6d6338  ended: Call back requested; promised call back at 08:52:00 UTC',
    ],
    ['call.redialled-by-hand', {}, '08:50:07  call 6d6338  call redialled by hand'],
  ])('%s', (type, data, line) => {
    expect(eventLine({ id: '1', type, data: { at, callId, leadId, data } })).toBe(line);
  });

  test('a refusal is told in words', () => {
    const event = { id: '1', type: 'lead.blocked', data: { at, leadId, data: { reason: 'suppressed' } } };
    expect(eventLine(event)).toBe('08:50:07  lead aaaaaa  not called: on a do-not-call list');
  });

  test('turns of a conversation are not said', () => {
    expect(eventLine({ id: '1', type: 'call.turns', data: { at, callId } })).toBeNull();
  });

  test('data of an unknown shape does not break it', () => {
    expect(eventLine({ id: '1', type: 'odd.thing', data: 'text' })).toBe('odd.thing');
  });
});

test('progress says what is done, what waits and why, and whose clock the next time is on', () => {
  const progress: CampaignProgress = {
    campaignId: callId,
    name: 'Demo campaign',
    status: 'running',
    details: 'dialling at 1 call a second; 2 calls in progress',
    leads: { total: 40, waiting: 18, inCall: 2, done: 19, blocked: 1 },
    liveCalls: 2,
    attempts: 22,
    dispositions: { completed: 17, busy: 3 },
    lastDispositions: {},
    refusals: { 'outside-window': 2, suppressed: 1, busy: 3 },
    nextDueAt: at,
    nextDue: {
      at: '2026-11-24T18:00:00Z',
      zone: 'Pacific/Honolulu',
      local: '2026-11-24T08:00:00',
      offset: '-10:00',
      demonstration: true,
    },
    callbacksPromised: 1,
    workflowUrl: null,
    demonstration: true,
    clockOffsetMs: 1,
    at,
  };
  expect(progressLines(progress)).toEqual([
    'Demo campaign · running · dialling at 1 call a second; 2 calls in progress',
    '████████████░░░░░░░░░░░░  20 of 40 leads finished · 2 in a call · 18 waiting',
    'Calls ended: Completed 17 · Busy 3',
    'Waiting or not called: 2 outside the calling window where the number may ring · 1 on a do-not-call list · 3 busy',
    'Call-backs promised: 1',
    'Next call: Tue 24 Nov, 08:00 Pacific/Honolulu (demonstration clock)',
  ]);
  expect(progressLines({ ...progress, details: 'Running; 2 calls in progress' })[0]).toBe(
    'Demo campaign · Running; 2 calls in progress',
  );
});
