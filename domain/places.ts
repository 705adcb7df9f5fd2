/** Where a telephone may ring. Everything that is plausible, most likely first; rules take the strictest of all. */

export type NumberKind = 'geographic' | 'toll-free' | 'non-geographic' | 'premium' | 'satellite' | 'unassigned';

export type Places = {
  /** IANA zones in which the telephone may be. Empty means unknown, and unknown is not dialled. */
  readonly zones: readonly string[];
  /** States or provinces as `US-NY`, `CA-ON`. Empty where a country's rules do not differ by state. */
  readonly states: readonly string[];
  /** ISO 3166 code of the numbering plan's country, null for numbers that belong to none. */
  readonly country: string | null;
  /** Countries that an address adds; rules of each apply. */
  readonly countries: readonly string[];
  /** True when one zone and at most one state are left. */
  readonly certain: boolean;
  readonly kind: NumberKind;
};

/** An address as a list carries it; every part may be missing, misspelt or empty. */
export type Address = {
  readonly state?: string;
  readonly postalCode?: string;
  readonly country?: string;
  /** As the list states it: it adds a zone, it narrows nothing. */
  readonly timeZone?: string;
};

export const NOWHERE: Places = {
  zones: [],
  states: [],
  country: null,
  countries: [],
  certain: false,
  kind: 'unassigned',
};
