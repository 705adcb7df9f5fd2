import type { CompiledRules } from '../../../../domain/compliance/compile-rules.ts';
import type { ListFact, ScreenFacts } from '../../../../domain/compliance/facts.ts';
import { decisive } from '../../../../domain/compliance/changes/compare-plans.ts';
import type { Finding, Verdict } from '../../../../domain/compliance/verdict.ts';
import type { EpochMs } from '../../../../domain/time.ts';
import { localTime } from '../../../../numbering/local-time.ts';
import type { ComplianceVerdict } from '../../../contract/compliance.ts';
import type { ApiDependencies } from '../../../dependencies.ts';
import { reasonText } from '../../timeline/reasons.ts';
import { titleOfRule } from '../../timeline/rule-titles.ts';

/** A verdict as the API gives it, with the versions of what it rests on. */
export function presentVerdict(
  verdict: Verdict,
  facts: ScreenFacts,
  rules: Pick<CompiledRules, 'provisions'>,
  clock: { zones: ApiDependencies['zones']; demonstration: boolean },
): ComplianceVerdict {
  const localIn = (at: EpochMs, zone: string) =>
    localTime(at, zone, clock.zones, { demonstration: clock.demonstration });
  const titles = new Map(rules.provisions.map(({ id, title }) => [id, title]));
  return {
    verdict: verdict.result,
    reason: verdict.reason,
    reasonText: becauseText(decisive(verdict) ?? { reason: verdict.reason, facts: {} }),
    at: instant(facts.observedAt),
    nextCallableAt: verdict.nextCallableAt === null ? null : instant(verdict.nextCallableAt),
    findings: verdict.findings.map((finding) => ({
      rule: finding.rule,
      title: titles.get(finding.rule) ?? titleOfRule(finding.rule),
      result: finding.result,
      reason: finding.reason,
      reasonText: becauseText(finding),
      citation: finding.citation ?? null,
      confidence: finding.confidence ?? null,
      phone: finding.phone,
      until: finding.until === undefined || !Number.isFinite(finding.until) ? null : instant(finding.until),
      facts: { ...finding.facts },
    })),
    location: {
      states: [...verdict.location.states],
      zones: [...verdict.location.zones],
      certain: verdict.location.certain,
    },
    localTimes: verdict.location.zones
      .filter((zone) => clock.zones.has(zone))
      .map((zone) => ({
        asked: localIn(facts.observedAt, zone),
        next: verdict.nextCallableAt === null ? null : localIn(verdict.nextCallableAt, zone),
      })),
    rulesVersion: verdict.rulesVersion,
    dataVersions: { zones: verdict.zonesVersion, lists: versionsOf(facts.phones.flatMap((phone) => phone.lists)) },
  };
}

/** The reason in words, with the name of the day where it is a holiday. */
function becauseText({ reason, facts: { holiday } }: Pick<Finding, 'reason' | 'facts'>): string | null {
  const text = reasonText(reason);
  return reason === 'outside-window' && typeof holiday === 'string' ? `${text}: ${holiday}` : text;
}

function versionsOf(lists: readonly ListFact[]): ComplianceVerdict['dataVersions']['lists'] {
  const dated = lists.filter((fact) => fact.version !== null || fact.asOf !== null);
  return Object.fromEntries(
    dated.map(({ list, version, asOf, validUntil }) => [
      list,
      { version, asOf: instantOrNull(asOf), validUntil: instantOrNull(validUntil) },
    ]),
  );
}

const instant = (at: EpochMs) => new Date(at).toISOString();
const instantOrNull = (at: EpochMs | null) => (at === null ? null : instant(at));
