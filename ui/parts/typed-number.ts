/** The number in what a number input holds, which is text while it is unfinished, such as “0.”; null: there is none yet. */
export function typedNumber(typed: string | number): number | null {
  if (typed === '') return null;
  const number = Number(typed);
  return Number.isFinite(number) ? number : null;
}
