import { describe, expect, test } from '@jest/globals';
import type { CampaignProgress } from '../../api/contract/campaigns.ts';
import { leftOutLines, promiseLines, resultLines } from './result-lines.ts';
import type { LeadResult } from './result.ts';
import { isSettled } from './settled.ts';

const NOW = '2026-11-21T03:00:00.000Z';
const inMinutes = (minutes: number) => new Date(Date.parse(NOW) + minutes * 60_000).toISOString();

function aProgress(change: Partial<CampaignProgress> = {}): CampaignProgress {
  return {
    campaignId: '01900000-0000-7000-8000-000000000de5',
    name: 'Demo campaign',
    status: 'running',
    details: 'dialling',
    leads: { total: 40, waiting: 2, inCall: 0, done: 37, blocked: 1 },
    liveCalls: 0,
    attempts: 50,
    dispositions: {},
    lastDispositions: {},
    refusals: {},
    nextDueAt: inMinutes(160),
    nextDue: null,
    callbacksPromised: 0,
    workflowUrl: null,
    demonstration: true,
    clockOffsetMs: 1,
    at: NOW,
    ...change,
  };
}
const leads = (change: Partial<CampaignProgress['leads']>) => ({ ...aProgress().leads, ...change });

describe('the demonstration is over', () => {
  test.each<[string, Partial<CampaignProgress>, boolean]>([
    ['when only leads wait whose window opens hours later', {}, true],
    ['when every lead ended', { leads: leads({ waiting: 0 }), nextDueAt: null }, true],
    ['not while a call goes on', { liveCalls: 1 }, false],
    ['not while a promised call is due in two minutes', { nextDueAt: inMinutes(2) }, false],
    ['not before the leads are there', { leads: leads({ total: 0, waiting: 0 }) }, false],
    ['not while nobody can say when a waiting lead is due', { nextDueAt: null }, false],
    ['when somebody paused the campaign', { status: 'paused', nextDueAt: inMinutes(0) }, true],
    ['not while the calls of a stopped campaign finish', { status: 'stopping', liveCalls: 0 }, false],
  ])('%s', (_name, change, over) => {
    expect(isSettled(aProgress(change))).toBe(over);
  });
});

function aLead(change: Partial<LeadResult>): LeadResult {
  return { name: 'Maria Santos', state: 'done', disposition: 'completed', because: null, next: null, ...change };
}

test('every lead is in one line of the table, and the lines add up', () => {
  const lines = resultLines({
    promises: [],
    leads: [
      aLead({}),
      aLead({ name: 'Wei Zhang' }),
      aLead({ name: 'Ray Tolbert', disposition: 'busy' }),
      aLead({ name: 'Eleanor Whitfield', state: 'blocked', disposition: null, because: 'on a do-not-call list' }),
      aLead({
        name: 'Hannah Kealoha',
        state: 'waiting',
        disposition: null,
        because: 'outside the calling window',
        next: {
          at: '2026-11-24T18:00:00.000Z',
          zone: 'Pacific/Honolulu',
          local: '2026-11-24T08:00:00',
          offset: '-10:00',
          demonstration: true,
        },
      }),
    ],
  });
  expect(lines.map((line) => line.replaceAll(/ {2,}/g, ' | ').trim())).toEqual([
    'How it ended | Leads | Who',
    expect.stringMatching(/^─/),
    'Completed | 2 | Maria Santos, Wei Zhang',
    'Busy | 1 | Ray Tolbert',
    'Not called: on a do-not-call list | 1 | Eleanor Whitfield',
    'Waiting: outside the calling window | 1 | Hannah Kealoha',
    'All leads | 5',
    '| Hannah Kealoha may be called from Tue 24 Nov, 08:00 Pacific/Honolulu (demonstration clock)',
  ]);
});

test('a promise is told as kept, with its punctuality, or as still to come', () => {
  const promisedFor = '2026-11-21T03:02:00.000Z';
  const told = promiseLines([
    { name: 'Marcus Bell', promisedFor, calledAt: '2026-11-21T03:02:00.300Z', endedAs: 'Completed' },
    { name: 'Joan Whitaker', promisedFor, calledAt: '2026-11-21T03:02:04.000Z', endedAs: null },
    { name: 'Olu Adeyemi', promisedFor, calledAt: null, endedAs: null },
  ]);
  expect(told).toEqual([
    '  Marcus Bell asked to be called back and was, to the second: completed',
    '  Joan Whitaker asked to be called back and was, 4 s after the promised time',
    '  Olu Adeyemi asked to be called back; that call is still to come',
  ]);
});

test('rows that became no lead are counted and each is explained', () => {
  const lines = leftOutLines(
    {
      id: 'i',
      listId: 'l',
      status: 'completed',
      fileName: 'leads.csv',
      fileBytes: 1,
      rowsRead: 44,
      accepted: 40,
      rejected: 2,
      duplicate: 2,
      updated: 0,
      suppressed: 1,
      rowsPerSecond: null,
      secondsLeft: null,
      error: null,
      listName: 'Demo list',
      workflowUrl: null,
      createdAt: NOW,
      startedAt: NOW,
      finishedAt: NOW,
    },
    [{ line: '46', column: 'Mobile Phone', reason: 'There is no number in the cell.', remedy: 'Put it there.' }],
  );
  expect(lines).toEqual([
    '44 rows of leads.csv: 40 leads, 2 rows that cannot be used, 2 duplicates',
    '  line 46, Mobile Phone: There is no number in the cell. Put it there.',
    '  2 rows repeat a number that is in the list already',
  ]);
});
