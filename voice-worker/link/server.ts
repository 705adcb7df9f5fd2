import { randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Logger } from 'pino';
import { z } from 'zod';
import { type DemoVoice, FLITE_VOICES } from '../../speech/flite.ts';
import type { WarmProcesses } from '../warm-processes.ts';
import { AgentUnknown, type ConfigurationCache } from '../config-cache/configuration-cache.ts';

/**
 * How the job processes reach their main process: HTTP on loopback with a token of this boot. The framework's own
 * pipe between the two carries only its own messages.
 */
export type Link = { url: string; token: string; close: () => Promise<void> };

export async function openLink(deps: {
  cache: ConfigurationCache;
  /** The demo voice: one for all calls, since each of its own would cost every call 85 MB. */
  voice: DemoVoice;
  warm: Pick<WarmProcesses, 'add' | 'remove'>;
  /** Something was put into the spool. */
  onSpooled: () => void;
  log: Logger;
}): Promise<Link> {
  const token = randomBytes(32).toString('base64url');
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    if (!sameSecret(request.headers.authorization ?? '', `Bearer ${token}`)) return void response.writeHead(401).end();
    const url = new URL(request.url ?? '/', 'http://link');
    if (request.method === 'POST' && url.pathname === '/spooled') {
      deps.onSpooled();
      return void response.writeHead(204).end();
    }
    if (request.method === 'POST' && url.pathname === '/warm') {
      const { pid, tookMs } = Warmed.parse(await bodyOf(request));
      deps.warm.add(pid, tookMs);
      return void response.writeHead(204).end();
    }
    if (request.method === 'POST' && url.pathname === '/taken') {
      deps.warm.remove(Taken.parse(await bodyOf(request)).pid);
      return void response.writeHead(204).end();
    }
    if (request.method === 'POST' && url.pathname === '/speech') return speak(request, response, deps.voice);
    if (request.method === 'GET' && url.pathname === '/configuration') return configure(url, response, deps);
    response.writeHead(404).end();
  };
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server);
  return {
    url: `http://127.0.0.1:${port}`,
    token,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

async function configure(
  url: URL,
  response: ServerResponse,
  { cache, log }: { cache: ConfigurationCache; log: Logger },
): Promise<void> {
  const [agentId, tenantId, attemptId] = ['agent', 'tenant', 'attempt'].map((name) => url.searchParams.get(name));
  if (!agentId || !tenantId || !attemptId) return void response.writeHead(400).end();
  try {
    const configuration = await cache.get({ agentId, tenantId, attemptId });
    response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(configuration));
  } catch (error) {
    if (!(error instanceof AgentUnknown)) log.error({ err: error, agentId }, 'a configuration could not be given');
    response.writeHead(error instanceof AgentUnknown ? 410 : 500).end();
  }
}

const Warmed = z.object({ pid: z.number().int().positive(), tookMs: z.number().int().positive() });
const Taken = z.object({ pid: z.number().int().positive() });
const Speech = z.object({ text: z.string(), voice: z.enum(FLITE_VOICES) });

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  let body = '';
  for await (const chunk of request.setEncoding('utf8')) body += chunk;
  return JSON.parse(body);
}

async function speak(request: IncomingMessage, response: ServerResponse, voice: DemoVoice): Promise<void> {
  try {
    const { text, voice: name } = Speech.parse(await bodyOf(request));
    const pcm = await voice.speak(text, name);
    response.writeHead(200, { 'content-type': 'application/octet-stream' });
    response.end(Buffer.from(pcm.buffer, pcm.byteOffset, pcm.byteLength));
  } catch {
    response.writeHead(500).end();
  }
}

function listen(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => resolve((server.address() as AddressInfo).port));
  });
}

function sameSecret(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}
