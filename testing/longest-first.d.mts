/** Seconds of the suites that take long, by their path in the checkout. */
export const SECONDS: Readonly<Record<string, number>>;
