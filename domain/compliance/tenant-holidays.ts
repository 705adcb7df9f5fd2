import { lawOf, week } from './jurisdictions/write.ts';
import type { Provision } from './provision.ts';

/** A day on which a tenant takes a place to be on holiday. */
export type TenantHoliday = {
  /** `2026-12-24` */
  readonly date: string;
  readonly name: string;
  readonly country: string;
  /** `US-LA`; null: the whole country. */
  readonly state: string | null;
};

/** One provision a place: `tenant.holidays-us-la`. */
export function holidayProvisions(holidays: readonly TenantHoliday[]): Provision[] {
  const places = new Map<string, TenantHoliday[]>();
  for (const holiday of holidays) {
    const place = holiday.state ?? holiday.country;
    places.set(place, [...(places.get(place) ?? []), holiday]);
  }
  return [...places].map(([place, days]) => {
    const where = days[0]?.state === null ? { countries: [place] } : { states: [place] };
    return lawOf(
      'tenant',
      'tenant',
      where,
    )(`holidays-${place.toLowerCase()}`, {
      title: `Nobody is called on ${days.map(({ name, date }) => `${name} (${date})`).join(', ')}`,
      citation: "the tenant's holidays",
      confidence: 'primary',
      requires: {
        what: 'hours',
        byWeekday: week('00:00-24:00'),
        holidays: { table: null, days: days.map(({ date, name }) => ({ date, name })), hours: null },
      },
    });
  });
}
