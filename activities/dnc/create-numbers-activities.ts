import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { finishNumbers } from './finish-numbers.ts';
import type { NumbersActivities } from './interface.ts';
import type { NumbersDeps } from './numbers-deps.ts';
import { readNumbers } from './read-numbers.ts';

const HEARTBEAT_MS = 2_000;

/** The activities over their dependencies, as a worker of the imports queue registers them. */
export function createNumbersActivities(deps: NumbersDeps): NumbersActivities {
  return {
    async readNumbers({ sliceMs, ...input }) {
      const timer = setInterval(() => heartbeat(), HEARTBEAT_MS);
      try {
        return await readNumbers(deps, input, { cancelled: cancellationSignal(), sliceMs });
      } finally {
        clearInterval(timer);
      }
    },
    finishNumbers: (input) => finishNumbers(deps, input),
  };
}
