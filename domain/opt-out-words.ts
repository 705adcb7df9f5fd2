/**
 * Whether a written message refuses further calls. The seven words alone are a refusal by law (47 CFR 64.1200(a)(10),
 * from 11 April 2025: stop, quit, end, revoke, opt out, cancel, unsubscribe); others are read by what they say, and when
 * in doubt a message is not understood rather than taken for something else.
 */
export function refusesInWriting(text: string): boolean {
  const words = text
    .toLowerCase()
    .replace(/[’']/g, "'")
    .replace(/[^a-z0-9'áéíóúñüäöß ]+/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return ALONE.has(words.replace(/^please | please$/g, '')) || PHRASES.some((pattern) => pattern.test(words));
}

const ALONE = new Set([
  ...['stop', 'stopall', 'stop all', 'quit', 'end', 'revoke', 'opt out', 'optout', 'cancel', 'unsubscribe'],
  ...['arret', 'arrêt', 'alto', 'parar', 'stopp'],
]);

const PHRASES = [
  /\b(stop|quit) (calling|phoning|ringing|contacting|texting|messaging)\b/,
  /\b(do not|don't|dont|never) (call|phone|ring|contact|text) (me|us|this|my|again|anymore)\b/,
  /\bno more (calls|texts|messages)\b/,
  /\b(take|remove) (me|us|my number|this number) (off|from)\b/,
  /\b(opt|opting) (me )?out\b/,
  /\bunsubscribe\b/,
  /\bput (me|us) on (your|the) do not call\b/,
];
