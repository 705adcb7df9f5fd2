import { randomUUID } from 'node:crypto';
import type { z } from 'zod';
import type { Profile } from '../profile.ts';
import { problemOf, unreachable } from './problems.ts';

export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

export interface Request {
  readonly query?: Query;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is. */
  readonly raw?: { readonly type: string; readonly bytes: NonNullable<RequestInit['body']> };
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal;
}

/** The product's API, spoken to as any client does. Every failure is a CommandFailure with its exit code. */
export interface ApiClient {
  readonly url: string;
  get<T extends z.ZodType>(path: string, answer: T, query?: Query): Promise<z.output<T>>;
  /** Creating requests carry an `Idempotency-Key`: one that is sent twice is carried out once. */
  post<T extends z.ZodType>(path: string, answer: T, request?: Request): Promise<z.output<T>>;
  /** The response itself, once its status is a success: for streams and files. */
  open(method: string, path: string, request?: Request): Promise<Response>;
}

export function createClient(profile: Profile): ApiClient {
  const base = profile.url.replace(/\/+$/, '');

  async function open(method: string, path: string, request: Request = {}): Promise<Response> {
    const url = new URL(`${base}${path}`);
    for (const [name, value] of Object.entries(request.query ?? {})) {
      if (value !== undefined) url.searchParams.set(name, String(value));
    }
    const response = await fetch(url, {
      method,
      headers: {
        accept: 'application/json',
        authorization: `Bearer ${profile.apiKey}`,
        ...(method === 'POST' ? { 'idempotency-key': randomUUID() } : {}),
        ...(request.body === undefined ? {} : { 'content-type': 'application/json' }),
        ...(request.raw ? { 'content-type': request.raw.type } : {}),
        ...request.headers,
      },
      ...bodyOf(request),
      ...(request.signal ? { signal: request.signal } : {}),
    }).catch((error: unknown) => {
      throw request.signal?.aborted ? error : unreachable(base, error);
    });
    if (!response.ok) throw await problemOf(response);
    return response;
  }

  async function json<T extends z.ZodType>(answer: T, response: Promise<Response>): Promise<z.output<T>> {
    const text = await (await response).text();
    return answer.parse(text === '' ? undefined : JSON.parse(text));
  }

  return {
    url: base,
    open,
    get: (path, answer, query) => json(answer, open('GET', path, query ? { query } : {})),
    post: (path, answer, request) => json(answer, open('POST', path, request)),
  };
}

function bodyOf(request: Request): RequestInit {
  if (request.raw) {
    // A stream is sent as it is read, which fetch wants to be told.
    return { body: request.raw.bytes, duplex: 'half' };
  }
  return request.body === undefined ? {} : { body: JSON.stringify(request.body) };
}
