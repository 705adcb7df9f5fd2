import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { answers } from '../../launcher/processes/http-health.ts';
import { WEBHOOKS } from '../../launcher/installation.ts';
import { livekitPlan } from '../../launcher/plans/livekit.ts';
import { freePort } from '../free-port.ts';
import { nodePlan, type SpawnPlan } from './spawn-process.ts';

/** What carries voices. */
export type MediaProcess = 'livekit' | 'voice-worker';

export function isMediaProcess(name: string): name is MediaProcess {
  return name === 'livekit' || name === 'voice-worker';
}

export interface MediaPlans {
  /** For every process that speaks to LiveKit. */
  environment: Record<string, string>;
  plan(name: MediaProcess, environment: Record<string, string>): SpawnPlan;
}

/** A LiveKit server and one voice worker for a stand whose API listens on `apiPort`. */
export async function mediaPlans(folder: string, apiPort: number, token: string): Promise<MediaPlans> {
  const binary = process.env['RINGFENCE_LIVEKIT_BIN'];
  if (binary === undefined) throw new Error('RINGFENCE_LIVEKIT_BIN names no LiveKit server: run this by `npm run`');
  const [port, health, agents] = [await freePort(), await freePort(), await freePort()];
  const [key, secret] = ['stand', randomBytes(32).toString('base64url')];
  const api = `http://127.0.0.1:${apiPort}`;
  return {
    environment: {
      LIVEKIT_URL: `ws://127.0.0.1:${port}`,
      LIVEKIT_API_KEY: key,
      LIVEKIT_API_SECRET: secret,
      BACKEND_URL: api,
      WORKER_NAME: 'stand',
      WORKER_TOKEN: token,
      MAX_CONCURRENCY: '6',
      VOICE_HEALTH_PORT: String(health),
      VOICE_AGENTS_PORT: String(agents),
      VOICE_SPOOL_DIR: join(folder, 'voice-spool'),
      HEARTBEAT_MS: '1000',
      // Speech cannot be hurried.
      DEV_CARRIER_SPEED: '1',
    },
    plan: (name, environment) => {
      if (name === 'voice-worker') {
        const plan = nodePlan(name, 'voice-worker/main.ts', { ...environment, NODE_ENV: 'production' }, folder, health);
        return { ...plan, isHealthy: () => answers(`http://127.0.0.1:${health}/health`) };
      }
      return livekitPlan({
        binary,
        folder,
        configurationFile: join(folder, 'livekit.yaml'),
        logFile: join(folder, 'livekit.log'),
        port,
        udpPorts: { first: 24_700, last: 24_900 },
        key,
        secret,
        webhookUrl: `${api}${WEBHOOKS.livekit}`,
      });
    },
  };
}
