import type { Client } from '@temporalio/client';
import { RoomServiceClient, SipClient } from 'livekit-server-sdk';
import type { Logger } from 'pino';
import { createActivities } from '../activities/create-activities.ts';
import type { EngineDeps } from '../activities/deps.ts';
import type { EngineActivities } from '../activities/interface.ts';
import { createLiveKitRooms } from '../activities/rooms/livekit-rooms.ts';
import { DevCarrierClient } from '../activities/telephony/dev-carrier-client.ts';
import { createFakeCarrier } from '../activities/telephony/fake.ts';
import { createLiveKitSipCarrier } from '../activities/telephony/livekit-sip.ts';
import { createLoopbackCarrier } from '../activities/telephony/loopback.ts';
import type { Database } from '../database/connect.ts';
import type { Keyring } from '../keyring/keyring.ts';
import { placesOf } from '../numbering/places.ts';
import { zoneTable } from '../numbering/zones.ts';
import { AGENT_NAME } from '../voice-worker/contract.ts';
import type { WorkerConfig } from './config.ts';

export interface Connections {
  client: Client;
  database: Database;
  keyring: Keyring;
  registry: EngineDeps['registry'];
  rules: EngineDeps['rules'];
  log: Logger;
}

/** The engine's activities over what the configuration names: carriers that are not configured are away. */
export function composeActivities(config: WorkerConfig, connections: Connections): EngineActivities {
  const livekit = liveKitOf(config);
  return createActivities({
    database: connections.database,
    keyring: connections.keyring,
    temporal: connections.client,
    rooms: livekit?.rooms ?? null,
    carriers: carriersOf(config, livekit),
    agentName: config.VOICE_AGENT_NAME ?? AGENT_NAME,
    clock: { now: () => Date.now() },
    machineClock: { now: () => Date.now() },
    numbering: { placesOf, zones: zoneTable() },
    registry: connections.registry,
    rules: connections.rules,
    logger: connections.log,
  });
}

/** Clients of LiveKit's server API that never replay a request: a dial that is sent twice is a second call. */
function liveKitOf({ LIVEKIT_URL: url, LIVEKIT_API_KEY: key, LIVEKIT_API_SECRET: secret }: WorkerConfig) {
  if (url === undefined || key === undefined || secret === undefined) return undefined;
  const host = url.replace(/^ws/, 'http');
  const once = { failover: false };
  return {
    rooms: createLiveKitRooms(new RoomServiceClient(host, key, secret, once)),
    sip: new SipClient(host, key, secret, once),
  };
}

function carriersOf(config: WorkerConfig, livekit: ReturnType<typeof liveKitOf>): EngineDeps['carriers'] {
  const development = config.DEV_CARRIER_URL === undefined ? undefined : new DevCarrierClient(config.DEV_CARRIER_URL);
  return {
    ...(development && { fake: createFakeCarrier(development) }),
    ...(development && livekit && { loopback: createLoopbackCarrier(development, livekit.rooms) }),
    ...(livekit && { 'livekit-sip': createLiveKitSipCarrier(livekit.sip, livekit.rooms) }),
  };
}
