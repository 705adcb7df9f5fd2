/** `callsInWindow` to `calls in window`: names of facts are words already. */
export function factWords(name: string): string {
  return name.replaceAll(
    /([a-z])([A-Z])/g,
    (_all, before: string, after: string) => `${before} ${after.toLowerCase()}`,
  );
}
