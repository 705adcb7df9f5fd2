import { createActivities } from '../create-activities.ts';
import type { TestEngine } from './test-engine.ts';

/** The engine's activities over a changed client of Temporal or other changed parts. */
export function activitiesWith(
  base: TestEngine,
  client: object,
  changes: Partial<TestEngine['deps']> = {},
): TestEngine['activities'] {
  return createActivities({ ...base.deps, temporal: { ...base.deps.temporal, ...client }, ...changes });
}
