/**
 * Which of the places beside each other one is in: the one with that address, or the nearest above it. One that stands
 * above all others, as `/leads` does, is only itself.
 */
export function currentPlace(path: string, places: readonly string[]): string | undefined {
  const isAbove = (place: string) => places.some((other) => other.startsWith(`${place}/`));
  return places
    .filter((place) => path === place || (path.startsWith(`${place}/`) && !isAbove(place)))
    .toSorted((a, b) => b.length - a.length)[0];
}
