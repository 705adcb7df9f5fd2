/** What some words mean whichever language model listens. English for now; other languages rest on the model's tools. */

const OPT_OUT = [
  /\bstop (calling|phoning|ringing)\b/i,
  /\b(do not|don'?t|never) (call|phone|ring|contact) (me|us|here|this number)\b/i,
  /\b(take|remove) (me|us|my number|this number) (off|from) (your|the|this) list\b/i,
  /\bput (me|us) on (your|the) do[- ]not[- ]call\b/i,
];

/** Words that refuse further calls. They are recorded at once, whatever the agent makes of them. */
export function refusesCalls(words: string): boolean {
  return OPT_OUT.some((pattern) => pattern.test(words));
}

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
