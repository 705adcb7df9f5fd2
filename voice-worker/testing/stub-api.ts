import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { z } from 'zod';
import {
  CallbackRequest,
  type CallContext,
  DisclosuresReport,
  Heartbeat,
  OptOutReport,
  type RuntimeConfigAnswer,
  type Turn,
  TurnsReport,
} from '../contract.ts';

const TOKEN = 'worker-token-of-the-test';
type Reply = { status: number; body?: object };

/** Stands for the API's internal routes: gives what was put in, keeps what was reported, refuses when told to. */
export class StubApi {
  readonly configs = new Map<string, RuntimeConfigAnswer>();
  readonly contexts = new Map<string, CallContext>();
  readonly disclosures = new Map<string, DisclosuresReport[]>();
  readonly turns = new Map<string, Turn[]>();
  readonly optOuts = new Map<string, OptOutReport[]>();
  /** When each was stored, and how long storing takes. Milliseconds. */
  readonly optOutStoredAt = new Map<string, number>();
  optOutDelayMs = 0;
  readonly callbacks = new Map<string, string[]>();
  readonly heartbeats: Heartbeat[] = [];
  readonly token = TOKEN;
  /** Answers every request to such a path with this status instead. */
  failing: { path: RegExp; status: number } | null = null;
  readonly #server = createServer((request, response) => void this.#serve(request, response));

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request.setEncoding('utf8')) text += chunk;
    const { pathname } = new URL(request.url ?? '/', 'http://stub');
    const authorised = request.headers.authorization === `Bearer ${TOKEN}`;
    if (pathname.endsWith('/opt-out')) await new Promise((resolve) => setTimeout(resolve, this.optOutDelayMs));
    const failing: Reply | null = this.failing?.path.test(pathname) ? { status: this.failing.status } : null;
    const { status, body }: Reply = failing ?? (authorised ? this.#answer(pathname, text) : { status: 401 });
    response.writeHead(status, { 'content-type': 'application/json' }).end(body ? JSON.stringify(body) : '');
  }

  #answer(path: string, text: string): Reply {
    const [, internal, noun, id = '', verb] = path.split('/');
    if (internal !== 'internal') return { status: 404 };
    if (noun === 'runtime-config') return given(this.configs.get(id));
    if (noun === 'voice-workers') {
      this.heartbeats.push(Heartbeat.parse(JSON.parse(text)));
      return { status: 204 };
    }
    if (noun !== 'calls') return { status: 404 };
    if (verb === 'context') return given(this.contexts.get(id));
    if (verb === 'turns') return this.#keep(this.turns, id, TurnsReport.parse(JSON.parse(text)).turns);
    if (verb === 'disclosures') return this.#keep(this.disclosures, id, [DisclosuresReport.parse(JSON.parse(text))]);
    if (verb === 'opt-out') this.optOutStoredAt.set(id, Date.now());
    if (verb === 'opt-out') return this.#keep(this.optOuts, id, [OptOutReport.parse(JSON.parse(text))]);
    if (verb === 'callback') {
      const { requestedLocal } = CallbackRequest.parse(JSON.parse(text));
      this.#keep(this.callbacks, id, [requestedLocal]);
      return {
        status: 200,
        body: { at: `${requestedLocal}:00.000Z`, local: requestedLocal, zone: 'UTC', moved: null },
      };
    }
    return { status: 404 };
  }

  #keep<T>(where: Map<string, T[]>, id: string, items: T[]): Reply {
    if (!z.uuid().safeParse(id).success) return { status: 400 };
    where.set(id, [...(where.get(id) ?? []), ...items]);
    return { status: 204 };
  }
}

function given(body: object | undefined): Reply {
  return body ? { status: 200, body } : { status: 404 };
}
