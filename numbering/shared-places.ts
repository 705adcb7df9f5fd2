import type { Places } from '../domain/places.ts';

/** Places are few: area codes with the addresses that were seen. More than this many are forgotten and learnt again. */
const MOST_PLACES = 20_000;

const byContent = new Map<string, Places>();

/**
 * The same object for the same places. A million leads live in some hundred places, and what was found out about one place
 * (which rules apply, when its hours open) is then found by the object, without comparing lists of zones and states.
 */
export function shared(places: Places): Places {
  const { zones, states, country, countries, certain, kind } = places;
  const key = `${kind} ${certain} ${country} ${countries.join()} ${states.join()} ${zones.join()}`;
  const known = byContent.get(key);
  if (known) return known;
  if (byContent.size >= MOST_PLACES) byContent.clear();
  byContent.set(key, places);
  return places;
}
