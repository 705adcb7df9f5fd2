/** Do-not-call lists that are too large for a table: how their numbers are placed, and how long a copy may be used. */
import { DAY_MS, type EpochMs } from '../domain/time.ts';

export type RegistryList = 'us-federal' | `us-state:US-${string}` | 'uk-tps' | 'uk-ctps' | 'ca-national';

export interface RegistryPlan {
  /** Of the numbers, without the plus. Lines of the file carry national numbers. */
  readonly callingCode: '1' | '44';
  /** A copy may be used for so long after it was obtained. */
  readonly validDays: number;
  /**
   * `areas`: the list is bought by area code; a code without a file is not held. `whole`: the copy is all there is, and a
   * number in none of its files is not listed.
   */
  readonly coverage: 'areas' | 'whole';
}

/** 47 CFR 64.1200(c)(2)(i)(D) and the Canadian rules: 31 days. United Kingdom, PECR 21 and 26: 28 days. */
const PLANS: Record<'us-federal' | 'uk-tps' | 'uk-ctps' | 'ca-national', RegistryPlan> = {
  'us-federal': { callingCode: '1', validDays: 31, coverage: 'areas' },
  'ca-national': { callingCode: '1', validDays: 31, coverage: 'areas' },
  'uk-tps': { callingCode: '44', validDays: 28, coverage: 'whole' },
  'uk-ctps': { callingCode: '44', validDays: 28, coverage: 'whole' },
};
const STATE: RegistryPlan = { callingCode: '1', validDays: 31, coverage: 'whole' };

export function isRegistryList(name: string): name is RegistryList {
  return Object.hasOwn(PLANS, name) || /^us-state:US-[A-Z]{2}$/.test(name);
}

export function planOf(list: RegistryList): RegistryPlan {
  return list === 'us-federal' || list === 'ca-national' || list === 'uk-tps' || list === 'uk-ctps'
    ? PLANS[list]
    : STATE;
}

/** The last moment at which a copy obtained at `asOf` may be used. */
export function validUntil(list: RegistryList, asOf: EpochMs): EpochMs {
  return asOf + planOf(list).validDays * DAY_MS;
}
