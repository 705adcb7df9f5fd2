import type { Client } from '@temporalio/client';
import type { Logger } from 'pino';
import type { Database } from '../database/connect.ts';
import type { ZoneTable } from '../domain/time.ts';
import type { Egress } from '../egress/egress.ts';
import type { Keyring } from '../keyring/keyring.ts';
import type { Rooms } from '../activities/rooms/rooms.ts';
import type { Carrier } from '../activities/telephony/carrier.ts';
import type { TenantRules } from '../activities/screening/tenant-rules.ts';
import type { Registry } from '../registry/create-registry.ts';
import type { FileStore } from '../storage/file-store.ts';
import type { ApiConfig } from './config.ts';
import type { WakeUps } from './effects/wake-waiting-campaigns.ts';
import type { Metrics } from './http/metrics.ts';
import type { CampaignCounter } from './routes/campaigns/campaign-counts.ts';
import type { AgentVersions } from './sse/agent-versions.ts';
import type { LiveVoices } from './routes/catalogues/live-voices.ts';
import type { MediaServerVersion } from './routes/health/media-server-version.ts';
import type { EventFeed } from './sse/event-feed.ts';

/** Everything the routes need. Built once, in main.ts. */
export interface ApiDependencies {
  config: ApiConfig;
  database: Database;
  keyring: Keyring;
  temporal: Client;
  zones: ZoneTable;
  files: FileStore;
  /** Connections to addresses that tenants type. */
  egress: Egress;
  registry: Registry;
  /** Rooms of calls, for ending one while Temporal is away; null where no media server is configured. */
  rooms: Pick<Rooms, 'close' | 'tellOptedOut'> | null;
  /** The carrier whose calls have no room, for the same; null where it is not configured. */
  fakeCarrier: Pick<Carrier, 'fence' | 'hangUp'> | null;
  /** Compiled rules of each tenant. */
  rules: TenantRules;
  feed: EventFeed;
  agentVersions: AgentVersions;
  liveVoices: LiveVoices;
  mediaServerVersion: MediaServerVersion;
  campaignCounter: CampaignCounter;
  wakeUps: WakeUps;
  metrics: Metrics;
  log: Logger;
  /** Aborts when the process stops: streams end then, others finish. */
  stopping: AbortSignal;
  /** Real time, milliseconds. */
  now(): number;
}
