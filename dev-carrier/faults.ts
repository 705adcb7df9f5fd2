import type { Faults } from './contract.ts';
import { seeded } from './seeded.ts';

export type FaultsOfCall = {
  slowAnswerMs: number;
  /** 503, nothing placed. */
  refuse: boolean;
  /** 502 at once, although the call goes on. */
  loseTrack: boolean;
  /** The connection is cut once the outcome is known. */
  dropAnswer: boolean;
};

/** Which faults hit this placement: decided by seed, intent and how often the intent was placed, never by chance. */
export function faultsOf(faults: Faults, intent: string, placement: number): FaultsOfCall {
  const hits = (rate: number, about: string) => rate > 0 && seeded(faults.seed, intent, placement, about) < rate;
  return {
    slowAnswerMs: faults.slowAnswerMs,
    refuse: hits(faults.error5xxRate, 'refuse'),
    loseTrack: hits(faults.placedButUnknownRate, 'lose'),
    dropAnswer: hits(faults.dropAnswerRate, 'drop'),
  };
}
