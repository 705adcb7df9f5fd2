import { findChange } from '../../database/changes/rule-changes.ts';
import type { ReplayRow } from '../../database/changes/replays.ts';
import { readRuleProfile } from '../../database/compliance/rule-profile.ts';
import type { TenantTx } from '../../database/connect.ts';
import { compileRules } from '../../domain/compliance/compile-rules.ts';
import { indexRules } from '../../domain/compliance/index-rules.ts';
import type { RuleSet } from '../../domain/compliance/rule.ts';
import { rulesAt } from '../../domain/compliance/rules-at.ts';
import { firstInstantOf, type EpochMs, type ZoneTable } from '../../domain/time.ts';
import { wallOf } from '../../domain/wall-clock.ts';
import { clockOffsetOf } from './run-rules.ts';

/** The rules of a replay: those in force at its moment, as if they always had been, by where a call went. */
export interface ReplayRules {
  version: string;
  offsetMs: number;
  in(zones: readonly string[]): RuleSet;
}

/**
 * The law of `rules_at` with the tenant's choices of today. Changes that the replay names are asked whatever their dates
 * and whether or not anybody approved them; overrides count when they hold at that moment.
 */
export async function replayRules(tx: TenantTx, replay: ReplayRow, zones: ZoneTable): Promise<ReplayRules> {
  const offsetMs = await clockOffsetOf(tx);
  const at = replay.rules_at.getTime() + offsetMs;
  const found = await Promise.all(replay.changes.map((id) => findChange(tx, id)));
  const drafts = found
    .filter((change) => change !== undefined)
    .map((change) => ({
      ...change,
      amendments: change.amendments.map((amendment) => ({ ...amendment, from: null, until: null })),
    }));
  const profile = await readRuleProfile(tx, { offsetMs, drafts });
  const holding = profile.overrides.filter(({ from, until }) => from <= at && (until === null || at < until));
  const overrides = holding.map((override) => ({ ...override, from: Number.NEGATIVE_INFINITY, until: null }));
  const compiled = compileRules({ ...profile, overrides });
  const byZones = new Map<string, RuleSet>();
  return {
    version: `${compiled.version}@${new Date(at).toISOString()}`,
    offsetMs,
    in(names) {
      const key = names.join();
      const known = byZones.get(key);
      if (known) return known;
      const { version, rules } = rulesAt(compiled, at, names, zones);
      const set = { version, rules, index: indexRules(rules) };
      byZones.set(key, set);
      return set;
    },
  };
}

/** The day's first instant and the next day's, in real time. */
export function instantsOfDay(
  { day, zone }: Pick<ReplayRow, 'day' | 'zone'>,
  zones: ZoneTable,
  offsetMs: number,
): { from: Date; to: Date } {
  const begins = wallOf(`${day}T00:00`) ?? Number.NaN;
  const at = (wall: EpochMs) => new Date(firstInstantOf(zones, zone, wall) - offsetMs);
  return { from: at(begins), to: at(begins + 24 * 3_600_000) };
}
