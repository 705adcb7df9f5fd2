import { createWriteStream } from 'node:fs';
import { get as httpGet, Agent as HttpAgent, type IncomingMessage } from 'node:http';
import { get as httpsGet, Agent as HttpsAgent } from 'node:https';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { codeOf } from '../error-details.ts';

/** How long a silent network is listened to. A closed one must not keep the next way of getting a server waiting. */
export interface Patience {
  readonly answerMs: number;
  readonly stallMs: number;
}

export const PATIENCE: Patience = { answerMs: 5_000, stallMs: 10_000 };
const MAX_REDIRECTS = 5;

/**
 * Downloads one address to one file, through HTTPS_PROXY where set. Throws with a plain reason on a refusal, a silence,
 * or a body shorter than announced.
 */
export async function fetchFile(
  url: string,
  file: string,
  patience: Patience = PATIENCE,
  onBytes: (done: number, total: number | undefined) => void = () => undefined,
): Promise<void> {
  const response = await request(new URL(url), patience, MAX_REDIRECTS);
  const announced = response.headers['content-length'];
  const total = announced === undefined ? undefined : Number(announced);
  let done = 0;
  const counter = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      done += chunk.length;
      onBytes(done, total);
      next(null, chunk);
    },
  });
  response.setTimeout(patience.stallMs, () =>
    response.destroy(new Error(`the download stalled: nothing came for ${patience.stallMs / 1000} s`)),
  );
  try {
    await pipeline(response, counter, createWriteStream(file));
  } catch (error) {
    if (codeOf(error) === 'ECONNRESET')
      throw new Error(`the download was cut off after ${done} bytes`, { cause: error });
    throw error;
  }
  if (total !== undefined && done !== total) {
    throw new Error(`the download was cut off after ${done} of ${total} bytes`);
  }
}

async function request(url: URL, patience: Patience, redirects: number): Promise<IncomingMessage> {
  const response = await answerOf(url, patience);
  const { statusCode = 0, headers } = response;
  if (statusCode >= 300 && statusCode < 400 && headers.location !== undefined) {
    response.resume();
    if (redirects === 0) throw new Error(`${url.host} redirects without end`);
    return request(new URL(headers.location, url), patience, redirects - 1);
  }
  if (statusCode !== 200) {
    response.resume();
    throw new Error(`${url.host} answered ${statusCode} for ${url.pathname}`);
  }
  return response;
}

function answerOf(url: URL, patience: Patience): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const options = { headers: { 'user-agent': 'ringfence-launcher' } };
    const pending =
      url.protocol === 'https:'
        ? httpsGet(url, { ...options, agent: new HttpsAgent({ proxyEnv: process.env }) }, resolve)
        : httpGet(url, { ...options, agent: new HttpAgent({ proxyEnv: process.env }) }, resolve);
    const timer = setTimeout(
      () => pending.destroy(new Error(`${url.host} did not answer within ${patience.answerMs / 1000} s`)),
      patience.answerMs,
    );
    pending.once('close', () => clearTimeout(timer));
    pending.once('response', () => clearTimeout(timer));
    pending.once('error', (error) => reject(new Error(reasonOf(error, url), { cause: error })));
  });
}

function reasonOf(error: Error, url: URL): string {
  const code = codeOf(error);
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return `${url.host} cannot be found from this network`;
  if (code === 'ECONNREFUSED') return `${url.host} refuses connections`;
  return error.message;
}
