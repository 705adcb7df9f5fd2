const countries = new Intl.DisplayNames(undefined, { type: 'region' });

/** `AU` as its name, `US-LA` as `United States, LA`; what no law made is the tenant's own. */
export function placeName(jurisdiction: string): string {
  const [country = '', state] = jurisdiction.split('-', 2);
  if (!/^[A-Z]{2}$/.test(country)) return jurisdiction === 'tenant' ? 'Your own' : jurisdiction;
  const name = countries.of(country) ?? country;
  return state === undefined ? name : `${name}, ${state}`;
}
