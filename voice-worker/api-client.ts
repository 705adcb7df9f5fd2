import {
  CallbackPromise,
  type CallbackRequest,
  CallContext,
  type DisclosuresReport,
  type Heartbeat,
  type OptOutReport,
  RuntimeConfigAnswer,
  type TurnsReport,
} from './contract.ts';

/** The API answered, and not with what was asked. `status` 4xx: asking again the same way is pointless. */
export class ApiRefusal extends Error {
  readonly status: number;
  /** The problem's own words, fit to be shown or spoken. */
  readonly detail: string;

  constructor(status: number, what: string, detail: string) {
    super(`the API answered ${status} to ${what}`);
    this.name = 'ApiRefusal';
    this.status = status;
    this.detail = detail;
  }
}

const TIMEOUT_MS = 3_000;

/** The voice worker's side of the API's internal routes. Throws ApiRefusal, or the transport's error. */
export class ApiClient {
  readonly #baseUrl: string;
  readonly #token: string;

  constructor(of: { baseUrl: string; token: string }) {
    this.#baseUrl = of.baseUrl.replace(/\/$/, '');
    this.#token = of.token;
  }

  async runtimeConfig(of: { agentId: string; tenantId: string; attemptId: string }): Promise<RuntimeConfigAnswer> {
    const query = new URLSearchParams({ tenant: of.tenantId, attempt: of.attemptId });
    const body = await this.#ask('GET', `/internal/runtime-config/${of.agentId}?${query}`, 'the agent’s configuration');
    return RuntimeConfigAnswer.parse(body);
  }

  async callContext(attemptId: string): Promise<CallContext> {
    return CallContext.parse(await this.#ask('GET', `/internal/calls/${attemptId}/context`, 'the call’s context'));
  }

  async turns(attemptId: string, report: TurnsReport): Promise<void> {
    await this.#ask('POST', `/internal/calls/${attemptId}/turns`, 'turns', report);
  }

  async optOut(attemptId: string, report: OptOutReport): Promise<void> {
    await this.#ask('POST', `/internal/calls/${attemptId}/opt-out`, 'an opt-out', report);
  }

  async disclosures(attemptId: string, report: DisclosuresReport): Promise<void> {
    await this.#ask('POST', `/internal/calls/${attemptId}/disclosures`, 'disclosures', report);
  }

  async callback(attemptId: string, request: CallbackRequest): Promise<CallbackPromise> {
    const body = await this.#ask('POST', `/internal/calls/${attemptId}/callback`, 'a callback', request);
    return CallbackPromise.parse(body);
  }

  async heartbeat(worker: string, heartbeat: Heartbeat): Promise<void> {
    await this.#ask(
      'POST',
      `/internal/voice-workers/${encodeURIComponent(worker)}/heartbeat`,
      'a heartbeat',
      heartbeat,
    );
  }

  /** The open stream of agent versions (server-sent events). */
  agentVersions(signal: AbortSignal): Promise<Response> {
    return fetch(`${this.#baseUrl}/internal/agent-versions`, {
      headers: { authorization: `Bearer ${this.#token}`, accept: 'text/event-stream' },
      signal,
    });
  }

  async #ask(method: 'GET' | 'POST', path: string, what: string, body?: object): Promise<unknown> {
    const response = await fetch(this.#baseUrl + path, {
      method,
      headers: { authorization: `Bearer ${this.#token}`, ...(body && { 'content-type': 'application/json' }) },
      ...(body && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const text = await response.text();
    if (!response.ok) throw new ApiRefusal(response.status, what, detailOf(text));
    return text === '' ? null : JSON.parse(text);
  }
}

function detailOf(text: string): string {
  try {
    const problem: unknown = JSON.parse(text);
    if (problem && typeof problem === 'object' && 'detail' in problem && typeof problem.detail === 'string')
      return problem.detail;
  } catch {
    // not a problem document
  }
  return '';
}
