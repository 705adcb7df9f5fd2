import type { Provision } from '../provision.ts';
import { lawOf } from './write.ts';

const ALL_PARTY = ['CA', 'FL', 'IL', 'MD', 'MA', 'MT', 'NH', 'PA', 'WA'].map((code) => `US-${code}`);

const SAY = { what: 'disclosure', key: 'recording', after: 'greeting', withinMs: 10_000, on: 'every-call' } as const;

/** All-party states, and every other call too: where a callee is, nobody knows for certain. */
export const RECORDING: readonly Provision[] = [
  lawOf('us-all-party', 'US', { states: ALL_PARTY })('recording', {
    title: 'Everybody on the call knows that it is recorded',
    citation: 'all-party consent laws of CA, FL, IL, MD, MA, MT, NH, PA, WA',
    confidence: 'secondary',
    requires: SAY,
  }),
  lawOf(
    'house',
    'house',
    {},
  )('recording', {
    title: 'Recording is announced on every call',
    citation: 'house rule: the strictest place decides',
    confidence: 'unverified',
    requires: SAY,
  }),
];
