import { z } from 'zod';
import type { DemoVoice, FliteVoice } from '../../speech/flite.ts';
import { AgentUnknown, type AgentRef, type Configuration } from '../config-cache/configuration-cache.ts';
import { RuntimeConfigAnswer } from '../contract.ts';

const Given = z.object({ answer: RuntimeConfigAnswer, source: z.enum(['cache', 'api', 'stale', 'default']) });
/** Longer than the main process waits for the API. */
const TIMEOUT_MS = 5_000;

/** A job process's side of the link to its main process. */
export class LinkClient implements DemoVoice {
  readonly #url: string;
  readonly #token: string;

  constructor(of: { url: string; token: string }) {
    this.#url = of.url;
    this.#token = of.token;
  }

  /** Throws AgentUnknown when the API knows no such agent. */
  async configuration(agent: AgentRef): Promise<Configuration> {
    const query = new URLSearchParams({ agent: agent.agentId, tenant: agent.tenantId, attempt: agent.attemptId });
    const response = await this.#ask('GET', `/configuration?${query}`);
    if (response.status === 410) throw new AgentUnknown();
    if (!response.ok) throw new Error(`the main process answered ${response.status} to a configuration request`);
    return Given.parse(await response.json());
  }

  /** The demo voice speaks in the main process. */
  async speak(text: string, voice: FliteVoice): Promise<Int16Array> {
    const response = await this.#ask('POST', '/speech', { text, voice });
    if (!response.ok) throw new Error(`the demo voice failed in the main process (${response.status})`);
    return new Int16Array(await response.arrayBuffer());
  }

  /** Asks the main process to look at the spool now. It looks by itself later when this fails. */
  async spooled(): Promise<void> {
    await this.#ask('POST', '/spooled').catch(() => {});
  }

  /** This process waits for a call; `tookMs` is how long it took to get there. */
  async warm(tookMs: number): Promise<void> {
    await this.#ask('POST', '/warm', { pid: process.pid, tookMs: Math.max(1, Math.round(tookMs)) }).catch(() => {});
  }

  /** This process was given its call. */
  async taken(): Promise<void> {
    await this.#ask('POST', '/taken', { pid: process.pid }).catch(() => {});
  }

  #ask(method: 'GET' | 'POST', path: string, body?: object): Promise<Response> {
    return fetch(this.#url + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}` },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }
}
