import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { type DialError, type DialSeen, sipOutcome } from './sip-outcome.ts';

type RecordedCase = {
  case: string;
  carrier: string;
  answeredAfterMs: number;
  callStatusSeen: string[];
  returned: {
    ok: boolean;
    class?: string;
    name?: string;
    sipStatusCode?: number;
    sipStatus?: string;
    httpStatus?: number | null;
    message?: string;
  };
};

const recorded: { cases: RecordedCase[] } = JSON.parse(
  readFileSync(new URL('../activities/telephony/recordings/livekit-sip.json', import.meta.url), 'utf8'),
);

/** What each recorded dial really was. Every case of the recording must be here. */
const TRUTH: Record<string, string> = {
  '0200': 'answered',
  '0201': 'answered',
  '1203': 'answered',
  '0183': 'answered',
  '1183': 'invalid-number',
  '2202': 'answered',
  '3200': 'answered',
  '3201': 'answered',
  '0486': 'busy',
  '1486': 'busy',
  '7486': 'busy',
  '0600': 'busy',
  '0480': 'no-answer',
  '0408': 'no-answer',
  '0487': 'no-answer',
  '0603': 'declined',
  '1603': 'declined',
  '0607': 'declined',
  '0608': 'declined',
  '7608': 'declined',
  '7603': 'declined',
  '0404': 'invalid-number',
  '0410': 'invalid-number',
  '0484': 'invalid-number',
  '0604': 'invalid-number',
  '0403': 'declined',
  '0488': 'misconfigured',
  '0606': 'misconfigured',
  '0415': 'misconfigured',
  '0400': 'misconfigured',
  '0429': 'rate-limited',
  '7429': 'rate-limited',
  '0302': 'redirected',
  '0500': 'carrier-error',
  '0502': 'carrier-error',
  '0503': 'carrier-error',
  '0504': 'carrier-error',
  '7503': 'rate-limited',
  '7504': 'rate-limited',
  '0401 right password': 'answered',
  '0401 wrong password': 'trunk-rejected',
  '0401 no password': 'trunk-rejected',
  '0407 right password': 'answered',
  '0407 wrong password': 'trunk-rejected',
  '0407 no password': 'trunk-rejected',
  '9000': 'no-answer',
  '9002': 'carrier-unreachable',
  '9001 t5': 'carrier-unreachable',
  '9001 t50': 'carrier-unreachable',
  '9003': 'no-answer',
  '9004': 'no-answer',
  '9000 cap': 'no-answer',
  '9000 default': 'unknown',
  '0200 closed': 'carrier-unreachable',
  '0200 nodns': 'misconfigured',
  '0200 notrunk': 'misconfigured',
  '0200 async': 'answered',
  '0486 async': 'unknown',
  '0404 async': 'unknown',
  '0603 async': 'unknown',
  '0503 async': 'unknown',
  '9000 async': 'unknown',
};

const RINGING_TIMEOUT_S: Record<string, number> = { '9001 t50': 50, '9000 cap': 100, '9000 default': 30 };

function errorOf({ returned }: RecordedCase): DialError | null {
  if (returned.ok) return null;
  return {
    className: returned.class ?? 'Error',
    ...(returned.name === undefined ? {} : { name: returned.name }),
    ...(returned.sipStatusCode === undefined ? {} : { sipStatusCode: returned.sipStatusCode }),
    ...(returned.sipStatus === undefined ? {} : { sipStatus: returned.sipStatus }),
    ...(returned.message === undefined ? {} : { message: returned.message }),
  };
}

function seenOf(recordedCase: RecordedCase): DialSeen {
  return {
    waitedForAnswer: !recordedCase.case.endsWith('async'),
    ringing: recordedCase.callStatusSeen.includes('ringing'),
    active: recordedCase.callStatusSeen.includes('active'),
    tookMs: recordedCase.answeredAfterMs,
    ringingTimeoutMs: (RINGING_TIMEOUT_S[recordedCase.case] ?? 5) * 1000,
    endedByUs: false,
  };
}

describe('recorded answers of a real SIP bridge', () => {
  test('the table of truth covers every recorded case and no other', () => {
    expect(Object.keys(TRUTH).toSorted()).toEqual(recorded.cases.map((one) => one.case).toSorted());
  });

  test.each(recorded.cases.map((one) => [one.case, one.carrier, one] as const))('%s (%s)', (name, _carrier, one) => {
    const outcome = sipOutcome(errorOf(one), seenOf(one));
    expect(outcome.kind === 'ended' ? outcome.disposition : outcome.kind).toBe(TRUTH[name]);
  });
});

const rangOut: DialError = { className: 'ServerError', message: 'twirp error unknown: sip request timed out' };
const seen: DialSeen = {
  waitedForAnswer: true,
  ringing: true,
  active: false,
  tookMs: 30_100,
  ringingTimeoutMs: 30_000,
  endedByUs: false,
};

describe('what looks like no answer but is not', () => {
  test('a dial that ended long before the ringing timeout was cancelled by somebody: unknown', () => {
    expect(sipOutcome(rangOut, { ...seen, tookMs: 4_000 }).kind).toBe('unknown');
  });

  test('a dial whose room was deleted by us: unknown', () => {
    expect(sipOutcome(rangOut, { ...seen, endedByUs: true }).kind).toBe('unknown');
    expect(sipOutcome({ className: 'SipCallError', sipStatusCode: 487 }, { ...seen, endedByUs: true }).kind).toBe(
      'unknown',
    );
  });

  test.each([
    [
      'a client that gave up',
      { className: 'DOMException', name: 'TimeoutError', message: 'The operation was aborted due to timeout' },
    ],
    ['a connection that broke', { className: 'TypeError', message: 'fetch failed' }],
    ['an error nobody has seen', { className: 'ServerError', message: 'twirp error unknown: out of cheese' }],
    ['a provisional code', { className: 'SipCallError', sipStatusCode: 183 }],
  ] as [string, DialError][])('%s is unknown', (_name, error) => {
    expect(sipOutcome(error, seen).kind).toBe('unknown');
  });

  test('codes that were never recorded fall to their class', () => {
    const dispositionOf = (sipStatusCode: number) => {
      const outcome = sipOutcome({ className: 'SipCallError', sipStatusCode }, seen);
      return outcome.kind === 'ended' ? outcome.disposition : outcome.kind;
    };
    expect([301, 482, 505, 699].map(dispositionOf)).toEqual([
      'redirected',
      'carrier-error',
      'carrier-error',
      'declined',
    ]);
  });
});
