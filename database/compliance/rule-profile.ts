import type { RuleProfile } from '../../domain/compliance/compile-rules.ts';
import { PACK_NAMES, type PackName } from '../../domain/compliance/jurisdictions/packs.ts';
import type { TenantTx } from '../connect.ts';
import { listHolidays } from './holidays.ts';
import { listOverrides } from './overrides.ts';
import { readProfile } from './profile.ts';

/**
 * What the tenant's rules are made of now: packs, stricter choices, overrides and holidays. Whatever else rules come to
 * be made of is read here and raises the profile's revision (trigger raise_compliance_revision). Times of overrides are
 * put on the tenant's clock (`offsetMs`). A pack that is not known any more is left out, so its countries are not called.
 */
export async function readRuleProfile(tx: TenantTx, { offsetMs }: { offsetMs: number }): Promise<RuleProfile> {
  const profile = await readProfile(tx);
  const overrides = await listOverrides(tx, { withdrawn: false });
  const holidays = await listHolidays(tx);
  return {
    packs: profile.packs?.filter(isPack) ?? null,
    amendments: profile.stricter,
    overrides: overrides.map(({ provision, reason, from_at, until_at }) => ({
      provision,
      reason,
      from: from_at.getTime() + offsetMs,
      until: until_at === null ? null : until_at.getTime() + offsetMs,
    })),
    holidays: holidays.map(({ on_date, name, country, state }) => ({ date: on_date, name, country, state })),
  };
}

function isPack(name: string): name is PackName {
  return PACK_NAMES.some((pack) => pack === name);
}
