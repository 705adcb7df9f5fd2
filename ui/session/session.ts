import type { Session as SignedIn, Setup } from '../api-client/types.gen.ts';
import { problemOf } from '../http/problem.ts';
import { type Asked, askedOf, type RequestLog } from '../http/request-log.ts';

export type SessionState =
  | { kind: 'unknown' }
  | { kind: 'signed-out'; because: string | null }
  /** Nobody can sign in on this installation yet: the first owner is still to be made. */
  | { kind: 'awaits-owner' }
  | { kind: 'signed-in'; user: SignedIn['user'] };

/**
 * Who is signed in. The access token lives in this memory alone; the refresh token is a cookie that no script reads.
 */
export interface Session {
  readonly state: () => SessionState;
  subscribe(listener: () => void): () => void;
  /** Finds out whether the cookie still opens a session. */
  resume(): Promise<void>;
  signIn(email: string, password: string): Promise<void>;
  /** Makes the installation's first tenant and owner, who is signed in then. @throws what the API objects to */
  setUp(as: Setup): Promise<void>;
  signOut(): Promise<void>;
  /** A token that is good for a minute at least. @throws when there is no session */
  token(): Promise<string>;
  /** As `fetch`, with the token; once more with a new one where the first had expired. */
  fetch: typeof fetch;
  /** What was asked without this `fetch`, so that it can be repeated by hand too. */
  note(asked: Asked): void;
}

/** An installation that does not say so has its owner. */
async function awaitsOwner(): Promise<boolean> {
  const response = await fetch('/api/v1/setup');
  if (!response.ok) return false;
  const { needed } = (await response.json()) as { needed: boolean };
  return needed;
}

const LOCK = 'ringfence-refresh';
const EARLY_MS = 60_000;

export function createSession(log: RequestLog): Session {
  let state: SessionState = { kind: 'unknown' };
  let access: { token: string; untilMs: number } | null = null;
  let refreshing: Promise<void> | null = null;
  const listeners = new Set<() => void>();

  function become(next: SessionState): void {
    state = next;
    for (const listener of listeners) listener();
  }

  function accept(session: SignedIn): void {
    access = { token: session.accessToken, untilMs: Date.parse(session.expiresAt) };
    if (state.kind !== 'signed-in' || state.user.id !== session.user.id || state.user.role !== session.user.role) {
      become({ kind: 'signed-in', user: session.user });
    }
  }

  async function post(path: string, body?: unknown): Promise<Response> {
    return fetch(`/api/v1/${path}`, {
      method: 'POST',
      // The answer's cookie must be kept even when the page is left meanwhile: a refresh token works once.
      keepalive: true,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
  }

  async function enter(path: string, body: unknown): Promise<void> {
    const response = await post(path, body);
    const answer: unknown = await response.json();
    if (!response.ok) throw problemOf(answer);
    accept(answer as SignedIn);
  }

  async function exchange(): Promise<void> {
    const response = await post('auth/refresh');
    if (response.ok) return accept(await response.json());
    const problem = problemOf(await response.json().catch(() => undefined));
    if (response.status !== 401) throw problem;
    const wasIn = state.kind === 'signed-in';
    access = null;
    if (!wasIn && (await awaitsOwner())) become({ kind: 'awaits-owner' });
    else become({ kind: 'signed-out', because: wasIn ? problem.detail : null });
  }

  /** One at a time, over all tabs: two uses of one refresh token would end the session. */
  function refresh(): Promise<void> {
    refreshing ??= (
      'locks' in navigator ? navigator.locks.request(LOCK, exchange).then(() => undefined) : exchange()
    ).finally(() => {
      refreshing = null;
    });
    return refreshing;
  }

  async function token(): Promise<string> {
    if (access === null || access.untilMs - Date.now() < EARLY_MS) await refresh();
    if (access === null) throw new Error('Nobody is signed in.');
    return access.token;
  }

  async function authorised(request: Request): Promise<Response> {
    const copy = request.clone();
    copy.headers.set('authorization', `Bearer ${await token()}`);
    return fetch(copy);
  }

  return {
    state: () => state,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    resume: refresh,
    signIn: (email, password) => enter('auth/sign-in', { email, password }),
    setUp: (as) => enter('setup', as),
    async signOut() {
      access = null;
      await post('auth/sign-out').catch(() => undefined);
      become({ kind: 'signed-out', because: null });
    },
    token,
    note: log.add,
    async fetch(input, init) {
      const request = new Request(input, init);
      const asked = await askedOf(request);
      let response = await authorised(request);
      if (response.status === 401) {
        access = null;
        response = await authorised(request);
      }
      log.add({ ...asked, status: response.status, at: Date.now() });
      return response;
    },
  };
}
