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
 * are not called. `drafts`: as if these changes were approved too.
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
  return {
    packs: profile.packs?.filter(isPack) ?? null,
    amendments: [...profile.stricter, ...changes.flatMap(({ amendments }) => amendments)],
    overrides: overrides.map(({ provision, reason, from_at, until_at }) => ({
      provision,
      reason,
      from: from_at.getTime() + offsetMs,
      until: until_at === null ? null : until_at.getTime() + offsetMs,
    })),
    holidays: [
      ...holidays.map(({ on_date, name, country, state }) => ({ date: on_date, name, country, state })),
      ...changes.flatMap((change) => change.holidays),
    ],
  };
}

function isPack(name: string): name is PackName {
  return PACK_NAMES.some((pack) => pack === name);
}
