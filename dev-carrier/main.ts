import closeWithGrace from 'close-with-grace';
import { dispose } from '@livekit/rtc-node';
import { RoomServiceClient } from 'livekit-server-sdk';
import { pino } from 'pino';
import { zoneTable } from '../numbering/zones.ts';
import { standardOutput } from '../logging/standard-output.ts';
import { Flite } from '../speech/flite.ts';
import { CallLog } from './call-log.ts';
import { readDevCarrierConfig } from './config.ts';
import type { LoopbackDeps } from './loopback-call.ts';
import { Reporter } from './reporter.ts';
import { devCarrierServer } from './server.ts';
import { spokenTime } from './spoken-time.ts';
import { Switchboard } from './switchboard.ts';

const config = readDevCarrierConfig(process.env);
const log = pino({ name: 'dev-carrier', level: config.LOG_LEVEL }, standardOutput());
const now = () => new Date();
const callLog = new CallLog(config.DEV_CARRIER_LOG);
const switchboard = new Switchboard({ log: callLog, seed: config.DEV_CARRIER_SEED, now });
const zones = zoneTable();
const flite = new Flite();

const reporter =
  config.DEV_CARRIER_REPORT_URL && config.DEV_CARRIER_REPORT_TOKEN
    ? new Reporter({ url: config.DEV_CARRIER_REPORT_URL, token: config.DEV_CARRIER_REPORT_TOKEN, log })
    : null;

function loopback(): LoopbackDeps | null {
  const { LIVEKIT_URL: url, LIVEKIT_API_KEY: apiKey, LIVEKIT_API_SECRET: apiSecret } = config;
  if (!url || !apiKey || !apiSecret) return null;
  const rooms = new RoomServiceClient(url.replace(/^ws/, 'http'), apiKey, apiSecret);
  return {
    switchboard,
    livekit: { url, apiKey, apiSecret },
    roomExists: async (room) => (await rooms.listRooms([room])).length > 0,
    flite,
    sayLocalTime: (at, zone) => spokenTime(zones, zone, at),
    log,
  };
}

const server = devCarrierServer({
  switchboard,
  callLog,
  seed: config.DEV_CARRIER_SEED,
  speed: config.DEV_CARRIER_SPEED,
  now,
  report: (report) => void reporter?.deliver(report),
  undeliveredReports: () => reporter?.undelivered ?? 0,
  loopback: loopback(),
}).listen(config.DEV_CARRIER_PORT, config.DEV_CARRIER_HOST, (error) => {
  if (error) throw error;
  log.info({ port: config.DEV_CARRIER_PORT }, 'the development carrier is ready; nobody’s phone rings');
});

closeWithGrace({ delay: 5_000 }, async () => {
  switchboard.hangUpAll();
  reporter?.close();
  server.closeAllConnections();
  server.close();
  await flite.close();
  await dispose();
  callLog.close();
});
