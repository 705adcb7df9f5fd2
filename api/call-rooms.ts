import { RoomServiceClient } from 'livekit-server-sdk';
import { createLiveKitRooms } from '../activities/rooms/livekit-rooms.ts';
import type { Carrier } from '../activities/telephony/carrier.ts';
import { DevCarrierClient } from '../activities/telephony/dev-carrier-client.ts';
import { createFakeCarrier } from '../activities/telephony/fake.ts';
import type { Rooms } from '../activities/rooms/rooms.ts';
import type { ApiConfig } from './config.ts';

/** The rooms of calls, for ending one while Temporal is away; null where no media server is configured. */
export function callRoomsOf({ livekit }: Pick<ApiConfig, 'livekit'>): Pick<Rooms, 'close' | 'tellOptedOut'> | null {
  if (livekit === null) return null;
  const host = livekit.url.replace(/^ws/, 'http');
  const once = { failover: false, requestTimeout: PATIENCE_S };
  return createLiveKitRooms(new RoomServiceClient(host, livekit.apiKey, livekit.apiSecret, once));
}

const PATIENCE_S = 5;

/** The carrier of calls without rooms, for the same; null where it is not configured. */
export function fakeCarrierOf({ devCarrier }: Pick<ApiConfig, 'devCarrier'>): Carrier | null {
  return devCarrier.url === null ? null : createFakeCarrier(new DevCarrierClient(devCarrier.url));
}
