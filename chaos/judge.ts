/** Judges a run by the carrier's own log, and by Postgres for what the carrier cannot know. Pure. */
import type { CarrierLogEntry } from '../dev-carrier/contract.ts';
import { DISPOSITIONS, type Disposition } from '../domain/vocabulary.ts';

export interface AttemptSeen {
  id: string;
  state: string;
  disposition: Disposition | null;
}

export interface LeadSeen {
  id: string;
  state: string;
  lastDisposition: Disposition | null;
  /** A promised callback is still to come. */
  promised: boolean;
}

export interface Evidence {
  log: readonly CarrierLogEntry[];
  attempts: readonly AttemptSeen[];
  leads: readonly LeadSeen[];
  leases: number;
  /** The least of the limits in force. */
  limit: number;
}

export const CHECKS = {
  'dialled-twice': 'an intent was placed more than once',
  'two-calls-to-one-number': 'a number was in two calls at once',
  'over-the-limit': 'more calls at once than the limit, as the carrier saw it',
  'lost-lead': 'a lead has neither an end nor a time',
  'unfinished-attempt': 'an attempt has no disposition',
  'lease-left': 'a lease is held by nothing',
  'denied-dial': 'a call that was placed is recorded as never dialled',
  'unknown-call': 'the carrier placed a call that no attempt intended',
} as const;

export interface Violation {
  check: keyof typeof CHECKS;
  detail: string;
}

export function judge(evidence: Evidence): Violation[] {
  return [
    ...dialledTwice(evidence.log),
    ...twoCallsToOneNumber(evidence.log),
    ...overTheLimit(evidence),
    ...lostLeads(evidence.leads),
    ...unfinished(evidence.attempts),
    ...(evidence.leases === 0 ? [] : [violation('lease-left', `${evidence.leases} left`)]),
    ...deniedDials(evidence),
  ];
}

function dialledTwice(log: readonly CarrierLogEntry[]): Violation[] {
  const placed = new Map<string, number>();
  for (const { event, intent } of log) if (event === 'placed') placed.set(intent, (placed.get(intent) ?? 0) + 1);
  return [...placed]
    .filter(([, times]) => times > 1)
    .map(([intent, times]) => violation('dialled-twice', `${intent}: ${times} times`));
}

function twoCallsToOneNumber(log: readonly CarrierLogEntry[]): Violation[] {
  const live = new Map<string, Set<string>>();
  const found: Violation[] = [];
  for (const { event, numberKey, callId } of log) {
    if (numberKey === null || callId === null) continue;
    const calls = live.get(numberKey) ?? new Set();
    if (event === 'placed' && calls.size > 0) found.push(violation('two-calls-to-one-number', callId));
    if (event === 'placed') live.set(numberKey, calls.add(callId));
    if (event === 'ended') calls.delete(callId);
  }
  return found;
}

function overTheLimit({ log, limit }: Evidence): Violation[] {
  const highest = log.reduce((most, { concurrent }) => Math.max(most, concurrent), 0);
  return highest > limit ? [violation('over-the-limit', `${highest} at once, ${limit} allowed`)] : [];
}

function lostLeads(leads: readonly LeadSeen[]): Violation[] {
  return leads
    .filter(({ state, lastDisposition, promised }) => {
      if (state === 'done' || state === 'blocked') return lastDisposition === null && state === 'done';
      return !promised;
    })
    .map(({ id, state }) => violation('lost-lead', `${id} is ${state}`));
}

function unfinished(attempts: readonly AttemptSeen[]): Violation[] {
  return attempts
    .filter(({ state, disposition }) => state !== 'ended' || disposition === null)
    .map(({ id, state }) => violation('unfinished-attempt', `${id} is ${state}`));
}

function deniedDials({ log, attempts }: Evidence): Violation[] {
  const byId = new Map(attempts.map((attempt) => [attempt.id, attempt]));
  return [...new Set(log.filter(({ event }) => event === 'placed').map(({ intent }) => intent))].flatMap((intent) => {
    const attempt = byId.get(intent);
    if (!attempt) return [violation('unknown-call', intent)];
    const denied = attempt.disposition !== null && DISPOSITIONS[attempt.disposition].group === 'not-dialled';
    return denied ? [violation('denied-dial', `${intent} is ${attempt.disposition}`)] : [];
  });
}

function violation(check: Violation['check'], detail: string): Violation {
  return { check, detail };
}
