import type { EpochMs } from './time.ts';
import { OPT_OUT_PLACES, type OptOutPlace } from './vocabulary.ts';

/** What an opt-out found in one place: a lead, a call, an import. */
export interface EffectFact {
  place: Exclude<OptOutPlace, 'suppression-list'>;
  /** When it was done as far as it is ours to do; null: not yet. */
  doneAt: EpochMs | null;
  /** Calls: when the carrier had ended it. Imports: when it had ended. */
  overAt: EpochMs | null;
  verifiedAt: EpochMs | null;
}

export interface PlaceProof {
  place: OptOutPlace;
  /** `pending`: not looked at, or not done everywhere; `done`: in effect; `verified`: seen to be so afterwards. */
  state: 'pending' | 'done' | 'verified';
  found: number;
  done: number;
  verified: number;
  /** The last of what was done there, or the look that found nothing. Milliseconds since the opt-out was heard of. */
  doneMs: number | null;
  /** The last answer of a carrier, or end of an import, by the same count. */
  overMs: number | null;
}

export interface ReceiptProof {
  places: PlaceProof[];
  /** The place that was done last; null while any is pending. */
  slowest: { place: OptOutPlace; ms: number } | null;
  /** Heard of to done in every place, without waiting for the carrier's own answer. Milliseconds. */
  effectiveMs: number | null;
  /** Heard of to the carrier's last answer. Milliseconds; null where no call was up, or one is still. */
  carrierMs: number | null;
}

const CALL_PLACES: readonly OptOutPlace[] = ['queued-attempts', 'ringing-calls', 'talking-calls'];

/** The receipt of an opt-out from what is recorded of it: each place in order, with its times, and the slowest. */
export function receiptProof(
  about: { receivedAt: EpochMs; suppressedAt: EpochMs; enforcedAt: EpochMs | null; proven: boolean },
  effects: readonly EffectFact[],
): ReceiptProof {
  const since = (at: EpochMs | null) => (at === null ? null : Math.max(0, at - about.receivedAt));
  const names = Object.keys(OPT_OUT_PLACES).filter((name): name is OptOutPlace => name in OPT_OUT_PLACES);
  const places = names.map((place): PlaceProof => {
    if (place === 'suppression-list') {
      const state = about.proven ? 'verified' : 'done';
      return {
        place,
        state,
        found: 1,
        done: 1,
        verified: about.proven ? 1 : 0,
        doneMs: since(about.suppressedAt),
        overMs: null,
      };
    }
    const here = effects.filter((effect) => effect.place === place);
    const done = here.filter(({ doneAt }) => doneAt !== null);
    const verified = here.filter(({ verifiedAt }) => verifiedAt !== null);
    const allDone = about.enforcedAt !== null && done.length === here.length;
    const doneAt = here.length === 0 ? about.enforcedAt : latest(done.map((effect) => effect.doneAt));
    const state = !allDone ? 'pending' : about.proven ? 'verified' : 'done';
    return {
      ...{ place, state, found: here.length, done: done.length, verified: verified.length },
      doneMs: allDone ? since(doneAt) : null,
      overMs: since(latest(here.map(({ overAt }) => overAt))),
    };
  });
  const pending = places.some(({ state }) => state === 'pending');
  const slowest = pending ? undefined : places.reduce((a, b) => ((b.doneMs ?? 0) > (a.doneMs ?? 0) ? b : a));
  const calls = effects.filter(({ place }) => CALL_PLACES.includes(place));
  const over = calls.every(({ overAt }) => overAt !== null);
  return {
    places,
    slowest: slowest ? { place: slowest.place, ms: slowest.doneMs ?? 0 } : null,
    effectiveMs: slowest?.doneMs ?? null,
    carrierMs: over ? since(latest(calls.map(({ overAt }) => overAt))) : null,
  };
}

function latest(times: readonly (EpochMs | null)[]): EpochMs | null {
  return times.reduce((a, b) => (a === null || (b !== null && b > a) ? b : a), null);
}
