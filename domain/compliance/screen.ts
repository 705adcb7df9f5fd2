import type { EpochMs, ZoneTable } from '../time.ts';
import { DAY_MS, SECOND_MS } from '../time.ts';
import type { PhoneFacts, ScreenFacts } from './facts.ts';
import type { LeadRule, PhoneRule, Rule, RuleSet } from './rule.ts';
import type { Finding, Verdict } from './verdict.ts';

/**
 * Rules that each open, but never together, are given up after this; jurisdictions close for weeks, not months. It is
 * counted from the last deferral to a known day, which may be a year away.
 */
const HORIZON_MS = 60 * DAY_MS;
const MOST_STEPS = 500;
/** The least a deferral lasts: facts that are older than their own deadline are read again after it. */
const LOOK_AGAIN_MS = SECOND_MS;

/**
 * May this lead be called now, why not, and when next? Pure: the same facts, rules and moment give the same verdict.
 * Every rule is asked and every finding kept; the strictest decides. Unknown never dials.
 */
export function screen(facts: ScreenFacts, ruleSet: RuleSet, now: EpochMs, zones: ZoneTable): Verdict {
  const findings = findingsAt(facts, ruleSet, now, zones);
  const strictest = strictestOf(findings);
  const common = {
    location: locationOf(facts),
    rulesVersion: ruleSet.version,
    zonesVersion: zones.version,
  };
  const severity = severityOf(strictest);
  if (severity === ALLOWED) {
    return { result: 'allowed', reason: null, nextCallableAt: now, scope: null, findings, ...common };
  }
  const reason = strictest?.reason ?? 'check-failed';
  if (severity === BLOCKED) {
    return { result: 'blocked', reason, nextCallableAt: null, scope: scopeOf(findings), findings, ...common };
  }
  const next = nextCallableAt(facts, ruleSet, findings, now, zones);
  if (next === 'never') {
    const closed = neverTogether(findings, isNever(facts, ruleSet, now, zones));
    const result = closed.result === 'block' ? 'blocked' : 'deferred';
    const scope = result === 'blocked' ? 'phone' : 'lead';
    return { result, reason, nextCallableAt: null, scope, findings: [...findings, closed], ...common };
  }
  return { result: 'deferred', reason, nextCallableAt: next, scope: 'lead', findings, ...common };
}

const ALLOWED = 0;
const DEFERRED = 1;
const BLOCKED = 2;

/** An unknown that may clear up by itself (a list that could not be read) waits; any other unknown blocks. */
function severityOf(finding: Finding | undefined): typeof ALLOWED | typeof DEFERRED | typeof BLOCKED {
  if (!finding || finding.result === 'pass') return ALLOWED;
  if (finding.result === 'defer') return DEFERRED;
  return finding.result === 'unknown' && finding.until !== undefined ? DEFERRED : BLOCKED;
}

/** Of several deferrals the one that lasts longest speaks; equals are settled by rule and phone, not by order. */
function isStricter(a: Finding, b: Finding): boolean {
  const difference = severityOf(a) - severityOf(b);
  if (difference !== 0) return difference > 0;
  const untilA = a.until ?? Number.POSITIVE_INFINITY;
  const untilB = b.until ?? Number.POSITIVE_INFINITY;
  if (untilA !== untilB) return untilA > untilB;
  if (a.rule !== b.rule) return a.rule < b.rule;
  return (a.phone ?? -1) < (b.phone ?? -1);
}

function strictestOf(
  findings: readonly Finding[],
  counts: (finding: Finding) => boolean = () => true,
): Finding | undefined {
  let strictest: Finding | undefined;
  for (const finding of findings) {
    if (finding.result === 'pass' || !counts(finding)) continue;
    if (!strictest || isStricter(finding, strictest)) strictest = finding;
  }
  return strictest;
}

/** `again`: at a later moment than before, where only what still refuses counts and timeless rules say nothing new. */
function findingsAt(
  facts: ScreenFacts,
  { rules, index }: RuleSet,
  at: EpochMs,
  zones: ZoneTable,
  again = false,
): Finding[] {
  const findings: Finding[] = [];
  if (!index) {
    for (const rule of rules) {
      if (again && rule.timeless) continue;
      if (rule.of === 'lead') askOfLead(rule);
      else for (const phone of facts.phones) if (isAboutCall(rule, phone, facts)) askOfPhone(rule, phone);
    }
    return findings;
  }
  for (const rule of again ? index.ofLead.again : index.ofLead.first) askOfLead(rule);
  for (const phone of facts.phones) {
    const asked = index.ofPhone(phone, facts);
    for (const rule of again ? asked.again : asked.first) askOfPhone(rule, phone);
  }
  return findings;

  function askOfLead(rule: LeadRule): void {
    if (!isDue(rule, at) || (again && rule.passes?.(facts, at, zones))) return;
    findings.push(rule.check(facts, at, zones));
  }

  function askOfPhone(rule: PhoneRule, phone: PhoneFacts): void {
    if (rule.of === 'phone-dialled' && !isDialled(phone, facts)) return;
    if (!isDue(rule, at) || (again && rule.passes?.(phone, facts, at, zones))) return;
    const finding = rule.check(phone, facts, at, zones);
    if (finding) findings.push(finding);
  }
}

function isAboutCall(
  rule: PhoneRule,
  { places, numberType }: PhoneFacts,
  { kind, automatedVoice }: ScreenFacts,
): boolean {
  return rule.isAbout?.({ places, numberType, kind, automatedVoice }) !== false;
}

function isDue({ inForce }: Rule, at: EpochMs): boolean {
  return !inForce || (at >= inForce.from && (inForce.until === null || at < inForce.until));
}

function isDialled(phone: PhoneFacts, facts: ScreenFacts): boolean {
  return facts.dialing === undefined || phone.position === facts.dialing;
}

/**
 * Walks from deferral to deferral until every rule passes. Facts that may change by themselves (a list that could not be
 * read, a call in progress) defer to a moment and are read again then: the walk takes them as cleared, a verdict never
 * does. Null: some rule waits for somebody. Never: there is no time at which the others all pass.
 */
function nextCallableAt(
  facts: ScreenFacts,
  ruleSet: RuleSet,
  first: readonly Finding[],
  now: EpochMs,
  zones: ZoneTable,
): EpochMs | null | 'never' {
  const waitsForSomebody = first.some(isOpenEnded);
  const horizon = first.reduce((latest, { until }) => Math.max(latest, until ?? now), now) + HORIZON_MS;
  let at = now;
  let findings = first;
  for (let step = 0; step < MOST_STEPS && at <= horizon; step++) {
    const strictest = strictestOf(
      findings,
      (finding) => !isOpenEnded(finding) && (step === 0 || !isServed(finding, at)),
    );
    const severity = severityOf(strictest);
    if (severity === ALLOWED) return waitsForSomebody || findings.some(isOpenEnded) ? null : at;
    if (severity === BLOCKED || strictest?.until === undefined) return 'never';
    at = Math.max(strictest.until, step === 0 ? now + LOOK_AGAIN_MS : at);
    findings = findingsAt(facts, ruleSet, at, zones, true);
  }
  return 'never';
}

function isOpenEnded(finding: Finding): boolean {
  return finding.result === 'defer' && finding.until === undefined;
}

function isServed(finding: Finding, at: EpochMs): boolean {
  return finding.until !== undefined && finding.until <= at;
}

/** Another phone of the lead may be tried only when nothing blocks the lead as a whole. */
function scopeOf(findings: readonly Finding[]): 'lead' | 'phone' {
  return findings.some((finding) => severityOf(finding) === BLOCKED && finding.phone === null) ? 'lead' : 'phone';
}

/** A lead whose phones never open at one time may still be called on each: it is as strict as its strictest phone. */
function isNever(facts: ScreenFacts, ruleSet: RuleSet, now: EpochMs, zones: ZoneTable): boolean {
  if (facts.dialing !== undefined || facts.phones.length < 2) return true;
  return facts.phones.some(
    ({ position }) => screen({ ...facts, dialing: position }, ruleSet, now, zones).result === 'blocked',
  );
}

function neverTogether(findings: readonly Finding[], never: boolean): Finding {
  const deferring = findings.filter((finding) => finding.result === 'defer').map((finding) => finding.rule);
  const rules = [...new Set(deferring)].sort();
  return {
    rule: 'common-time',
    result: never ? 'block' : 'defer',
    reason: 'outside-window',
    phone: null,
    facts: { rules },
  };
}

function locationOf(facts: ScreenFacts): Verdict['location'] {
  const [first] = facts.phones;
  if (first && facts.phones.length === 1 && isDialled(first, facts)) return first.places;
  const dialled = facts.phones.filter((phone) => isDialled(phone, facts));
  const [only] = dialled;
  if (only && dialled.length === 1) return only.places;
  return {
    zones: [...new Set(dialled.flatMap((phone) => phone.places.zones))],
    states: [...new Set(dialled.flatMap((phone) => phone.places.states))],
    certain: dialled.length > 0 && dialled.every((phone) => phone.places.certain),
  };
}
