import { once } from 'node:events';
import { JobType, ServerMessage, WorkerMessage } from '@livekit/protocol';
import { AccessToken } from 'livekit-server-sdk';
import { WebSocket } from 'ws';
import type { ApiConfig } from '../../config.ts';

const KEPT_MS = 60_000;
const PATIENCE_MS = 1_500;

/** The media server's version; null where it does not tell. */
export type MediaServerVersion = () => Promise<string | null>;

/**
 * LiveKit tells its version to none of its REST clients, only to who joins a room or offers to be an agent. So this
 * offers an agent under a name that nobody dispatches, reads the answer and leaves. What was told is kept for a minute.
 */
export function createMediaServerVersion(
  { livekit }: Pick<ApiConfig, 'livekit'>,
  now: () => number,
): MediaServerVersion {
  if (livekit === null) return () => Promise.resolve(null);
  let kept: { version: Promise<string | null>; until: number } | null = null;
  return () => {
    if (kept === null || now() >= kept.until)
      kept = { version: ask(livekit).catch(() => null), until: now() + KEPT_MS };
    return kept.version;
  };
}

async function ask({ url, apiKey, apiSecret }: NonNullable<ApiConfig['livekit']>): Promise<string | null> {
  const address = new URL('agent', `${url.replace(/^http/, 'ws').replace(/\/$/, '')}/`);
  const token = new AccessToken(apiKey, apiSecret);
  token.addGrant({ agent: true });
  const headers = { authorization: `Bearer ${await token.toJwt()}` };
  const socket = new WebSocket(address, { headers, handshakeTimeout: PATIENCE_MS, maxPayload: 65_536 });
  const signal = AbortSignal.timeout(PATIENCE_MS);
  try {
    await once(socket, 'open', { signal });
    socket.send(OFFER);
    const [answer]: unknown[] = await once(socket, 'message', { signal });
    if (!Buffer.isBuffer(answer)) return null;
    const { message } = ServerMessage.fromBinary(new Uint8Array(answer));
    return message.case === 'register' ? (message.value.serverInfo?.version ?? null) : null;
  } finally {
    // Ends a handshake that still goes on, too, whose error nobody waits for any more.
    socket.on('error', () => {});
    socket.terminate();
  }
}

const OFFER = new WorkerMessage({
  message: {
    case: 'register',
    value: { type: JobType.JT_PUBLISHER, agentName: 'ringfence-health', version: '0' },
  },
}).toBinary();
