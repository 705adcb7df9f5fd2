import { randomUUID } from 'node:crypto';

export interface Run {
  id: string;
  status: string;
  looked: number;
  total: number;
  found: Record<string, number>;
  error: string | null;
  finishedAt: object | string | null;
}

/** Asks the API as the web app does. Ids are of changes and of runs. */
export interface Officer {
  draft(change: object): Promise<string>;
  preview(change: string): Promise<Run>;
  approve(change: string): Promise<Run>;
  run(id: string): Promise<Run>;
  cancel(id: string): Promise<void>;
}

const CHANGES = '/api/v1/compliance/changes';
/** A token holds for 15 minutes. */
const SIGN_IN_EVERY_MS = 10 * 60_000;

/** Whoever has this address and password. @throws for any answer that is no success. */
export function signedIn(url: string, { email, password }: { email: string; password: string }): Officer {
  let token: { value: string; until: number } | undefined;
  const send = async <T>(method: 'GET' | 'POST', path: string, body?: object): Promise<T> => {
    if (path !== '/api/v1/auth/sign-in' && (!token || token.until < Date.now())) {
      const { accessToken } = await send<{ accessToken: string }>('POST', '/api/v1/auth/sign-in', { email, password });
      token = { value: accessToken, until: Date.now() + SIGN_IN_EVERY_MS };
    }
    const answer = await fetch(`${url}${path}`, {
      method,
      headers: {
        ...(token && { authorization: `Bearer ${token.value}` }),
        ...(method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      },
      ...(method === 'POST' && { body: JSON.stringify(body ?? {}) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path} was answered with ${answer.status}: ${await answer.text()}`);
    return (await answer.json()) as T;
  };
  return {
    draft: async (change) => (await send<{ id: string }>('POST', CHANGES, change)).id,
    preview: (change) => send<Run>('POST', `${CHANGES}/${change}/preview`),
    async approve(change) {
      const { replan } = await send<{ replan: Run | null }>('POST', `${CHANGES}/${change}/approve`, { note: '' });
      if (!replan) throw new Error('an approval re-planned nothing');
      return replan;
    },
    run: (id) => send<Run>('GET', `${CHANGES}/runs/${id}`),
    cancel: async (id) => void (await send('POST', `${CHANGES}/runs/${id}/cancel`)),
  };
}
