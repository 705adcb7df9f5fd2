import { cancellationSignal, heartbeat } from '@temporalio/activity';
import { buildRegistryVersion } from './build-registry-version.ts';
import type { RegistryDeps } from './deps.ts';
import type { RegistryActivities } from './interface.ts';
import { settleRegistryVersion } from './settle-registry-version.ts';

const HEARTBEAT_MS = 2_000;

/** The activities over their dependencies, as a worker of the imports queue registers them. */
export function createRegistryActivities(deps: RegistryDeps): RegistryActivities {
  return {
    async buildRegistryVersion(input) {
      const timer = setInterval(() => heartbeat(), HEARTBEAT_MS);
      try {
        return await buildRegistryVersion(deps, input, cancellationSignal());
      } finally {
        clearInterval(timer);
      }
    },
    settleRegistryVersion: (input) => settleRegistryVersion(deps, input),
  };
}
