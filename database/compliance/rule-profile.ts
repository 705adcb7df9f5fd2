import type { RuleProfile } from '../../domain/compliance/compile-rules.ts';
import { PACK_NAMES, type PackName } from '../../domain/compliance/jurisdictions/packs.ts';
import type { TenantTx } from '../connect.ts';
import { changesInForce, type RuleChangeRow } from '../changes/rule-changes.ts';
import { listHolidays } from './holidays.ts';
import { listOverrides } from './overrides.ts';
import { readProfile } from './profile.ts';

/**
 * What the tenant's rules are made of now: packs, stricter choices, approved changes, overrides and holidays. Whatever else
 * rules come to be made of is read here and raises the profile's revision (trigger raise_compliance_revision). Times of
 * overrides are put on the tenant's clock (`offsetMs`). A pack that is not known any more is left out, so its countries
 * are not called. `drafts`: as if these changes were approved too, with what they relax.
 */
export async function readRuleProfile(
  tx: TenantTx,
  { offsetMs, drafts = [] }: { offsetMs: number; drafts?: readonly RuleChangeRow[] },
): Promise<RuleProfile> {
  const profile = await readProfile(tx);
  const overrides = await listOverrides(tx, { withdrawn: false });
  const holidays = await listHolidays(tx);
  const replaced = new Set(drafts.flatMap(({ id, ends }) => [id, ...ends]));
  const changes = [...(await changesInForce(tx)).filter(({ id }) => !replaced.has(id)), ...drafts];
  const relaxed = drafts.map(({ relaxes }) => relaxes);
  const gone = new Set(relaxed.flatMap((one) => [...(one.stricter ?? []), ...(one.holidays ?? [])]));
  const packs = relaxed.findLast((one) => one.packs !== undefined)?.packs;
  return {
    packs: packs === undefined ? (profile.packs?.filter(isPack) ?? null) : packs,
    amendments: [
      ...profile.stricter.filter(({ id }) => !gone.has(id)),
      ...changes.flatMap(({ amendments }) => amendments),
    ],
    overrides: [
      ...overrides.map(({ provision, reason, from_at, until_at }) => ({
        provision,
        reason,
        from: from_at.getTime() + offsetMs,
        until: until_at === null ? null : until_at.getTime() + offsetMs,
      })),
      ...relaxed.flatMap((one) => one.overrides ?? []).map((override) => drafted(override, offsetMs)),
    ],
    holidays: [
      ...holidays
        .filter(({ id }) => !gone.has(id))
        .map(({ on_date, name, country, state }) => ({ date: on_date, name, country, state })),
      ...changes.flatMap((change) => change.holidays),
    ],
  };
}

/** One that nobody approved yet holds from the beginning of time, so that every look at it is the same. */
function drafted(
  { provision, reason, until }: NonNullable<RuleChangeRow['relaxes']['overrides']>[number],
  offsetMs: number,
) {
  return { provision, reason, from: 0, until: until ? Date.parse(until) + offsetMs : null };
}

function isPack(name: string): name is PackName {
  return PACK_NAMES.some((pack) => pack === name);
}
