import type { z } from 'zod';
import {
  CallsOfIntent,
  CarrierHealth,
  CarrierProblem,
  Fenced,
  HungUp,
  PlacedCall,
  type PlaceCallInput,
} from '../../dev-carrier/contract.ts';
import { postJson } from './post-json.ts';

/** What became of a placement. `unknown`: the carrier may have placed it; fence before anything is decided. */
export type Placement =
  | { kind: 'placed'; call: PlacedCall }
  | { kind: 'refused'; type: CarrierProblem['type']; detail: string }
  | { kind: 'unknown'; detail: string };

/** How long to wait for an answer beyond the ringing timeout before the outcome counts as unknown. */
const ANSWER_MARGIN_MS = 10_000;
const COMMAND_TIMEOUT_MS = 5_000;

/** Speaks the development carrier's HTTP contract. Problems carry no phone number. */
export class DevCarrierClient {
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl.replace(/\/$/, '');
  }

  /** Places a call and waits until it is answered or has failed. Never retried here. */
  async place(call: PlaceCallInput): Promise<Placement> {
    try {
      const timeoutMs = call.ringingTimeoutMs + ANSWER_MARGIN_MS;
      const { status, body } = await postJson(`${this.#baseUrl}/calls`, call, timeoutMs);
      if (status >= 200 && status < 300) return { kind: 'placed', call: PlacedCall.parse(body) };
      const problem = CarrierProblem.parse(body);
      return problem.placed === false
        ? { kind: 'refused', type: problem.type, detail: problem.detail }
        : { kind: 'unknown', detail: problem.detail };
    } catch (error) {
      return { kind: 'unknown', detail: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Every call that was placed for the intent, oldest first; empty when none was. Throws when the carrier is away. */
  async callsOf(intent: string): Promise<CallsOfIntent['calls']> {
    return (await this.#ask('GET', `/calls?intent=${encodeURIComponent(intent)}`, CallsOfIntent)).calls;
  }

  /** Ends a ringing or live call of the intent and refuses every later one. Idempotent. */
  fence(intent: string): Promise<Fenced> {
    return this.#ask('POST', `/intents/${encodeURIComponent(intent)}/fence`, Fenced);
  }

  async hangUp(intent: string): Promise<boolean> {
    return (await this.#ask('POST', `/calls/${encodeURIComponent(intent)}/hangup`, HungUp)).hungUp;
  }

  health(): Promise<CarrierHealth> {
    return this.#ask('GET', '/health', CarrierHealth);
  }

  async #ask<S extends z.ZodType>(method: 'GET' | 'POST', path: string, answer: S): Promise<z.output<S>> {
    const response = await fetch(`${this.#baseUrl}${path}`, {
      method,
      signal: AbortSignal.timeout(COMMAND_TIMEOUT_MS),
    });
    if (!response.ok)
      throw new Error(`the development carrier answered ${response.status} to ${method} of ${path.split(/[/?]/)[1]}`);
    return answer.parse(await response.json());
  }
}
