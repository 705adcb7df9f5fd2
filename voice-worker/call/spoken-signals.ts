/** What some words mean whichever language model listens. English for now. */

const VOICEMAIL = [
  /\b(after|at) the (tone|beep)\b/i,
  /\bleave (me |us )?(a|your) (message|name and number)\b/i,
  /\b(reached|this is) (my|the|your)? ?(voice ?mail|mailbox|answering machine)\b/i,
  /\bmailbox is full\b/i,
];

/** Words of an answering machine's greeting. */
export function isMachineGreeting(words: string): boolean {
  return VOICEMAIL.some((pattern) => pattern.test(words));
}
