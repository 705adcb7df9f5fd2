import type { Route } from '../http/route.ts';
import * as agents from './agents/agents.ts';
import * as me from './auth/me.ts';
import * as session from './auth/session.ts';
import * as campaigns from './campaigns/campaigns.ts';
import * as commands from './campaigns/commands.ts';
import * as events from './events/events.ts';
import * as health from './health/health.ts';
import * as metrics from './health/metrics.ts';
import * as agentVersions from './internal/agent-versions.ts';
import * as callContext from './internal/call-context.ts';
import * as callback from './internal/callback.ts';
import * as carrierReports from './internal/carrier-reports.ts';
import * as livekitWebhook from './internal/livekit-webhook.ts';
import * as reports from './internal/reports.ts';
import * as workerConfig from './internal/runtime-config.ts';
import * as lists from './lists/lists.ts';

/** Every route of the API, in the order of its description. */
export const routes: readonly Route[] = [
  session,
  me,
  agents,
  lists,
  campaigns,
  commands,
  events,
  health,
  metrics,
  workerConfig,
  agentVersions,
  callContext,
  reports,
  callback,
  carrierReports,
  livekitWebhook,
].flatMap((nouns) => Object.values(nouns).filter((value): value is Route => isRoute(value)));

function isRoute(value: unknown): value is Route {
  return typeof value === 'object' && value !== null && 'run' in value && 'path' in value;
}
