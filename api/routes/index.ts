import type { Route } from '../http/route.ts';
import * as agents from './agents/agents.ts';
import * as me from './auth/me.ts';
import * as session from './auth/session.ts';
import * as campaigns from './campaigns/campaigns.ts';
import * as commands from './campaigns/commands.ts';
import * as health from './health/health.ts';
import * as metrics from './health/metrics.ts';
import * as lists from './lists/lists.ts';

/** Every route of the API, in the order of its description. */
export const routes: readonly Route[] = [session, me, agents, lists, campaigns, commands, health, metrics].flatMap(
  (nouns) => Object.values(nouns).filter((value): value is Route => isRoute(value)),
);

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'run' in value && 'path' in value;
}
