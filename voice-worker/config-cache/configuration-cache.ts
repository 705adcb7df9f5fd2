import { ApiRefusal } from '../api-client.ts';
import type { RuntimeConfigAnswer } from '../contract.ts';

export type ConfigurationSource = 'cache' | 'api' | 'stale' | 'default';
export type Configuration = { answer: RuntimeConfigAnswer; source: ConfigurationSource };
export type AgentRef = { tenantId: string; agentId: string; attemptId: string };

/** The API knows no such agent for this tenant: neither an old copy nor a default may speak in its place. */
export class AgentUnknown extends Error {
  constructor() {
    super('the API knows no such agent');
    this.name = 'AgentUnknown';
  }
}

type Entry = { answer: RuntimeConfigAnswer; freshUntil: number };
export type CacheCounts = {
  total_requests: number;
  cache_hits: number;
  cache_misses: number;
  api_successes: number;
  api_failures: number;
  fallback_to_stale: number;
  fallback_to_default: number;
};

/** Entries kept at most; the one unused for longest goes first. */
const MOST_ENTRIES = 10_000;

/**
 * Agent configurations of all calls of this worker: fresh copy, else the API, else the last copy known, else a safe
 * default. Calls that miss at the same time share one request.
 */
export class ConfigurationCache {
  readonly #fetch: (agent: AgentRef) => Promise<RuntimeConfigAnswer>;
  readonly #safeDefault: (agent: AgentRef) => RuntimeConfigAnswer;
  readonly #ttlMs: number;
  readonly #now: () => number;
  readonly #entries = new Map<string, Entry>();
  /** Newest version heard of: an answer that was under way when the agent changed must not count as fresh. */
  readonly #newest = new Map<string, number>();
  readonly #underWay = new Map<string, Promise<Configuration>>();
  readonly #counts: CacheCounts = {
    total_requests: 0,
    cache_hits: 0,
    cache_misses: 0,
    api_successes: 0,
    api_failures: 0,
    fallback_to_stale: 0,
    fallback_to_default: 0,
  };

  constructor(deps: {
    fetch: (agent: AgentRef) => Promise<RuntimeConfigAnswer>;
    safeDefault: (agent: AgentRef) => RuntimeConfigAnswer;
    ttlMs: number;
    now: () => number;
  }) {
    this.#fetch = deps.fetch;
    this.#safeDefault = deps.safeDefault;
    this.#ttlMs = deps.ttlMs;
    this.#now = deps.now;
  }

  async get(agent: AgentRef): Promise<Configuration> {
    this.#counts.total_requests += 1;
    const key = keyOf(agent.tenantId, agent.agentId);
    const entry = this.#entries.get(key);
    if (entry && entry.freshUntil > this.#now()) {
      this.#counts.cache_hits += 1;
      this.#entries.delete(key);
      this.#entries.set(key, entry);
      return { answer: entry.answer, source: 'cache' };
    }
    this.#counts.cache_misses += 1;
    const shared = this.#underWay.get(key);
    // The API answers for a live call. That another's has ended meanwhile says nothing about this one.
    if (shared) return shared.catch(() => this.#ask(key, agent));
    const asking = this.#ask(key, agent).finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, asking);
    return asking;
  }

  /** The agent has changed: copies older than `version` are stale from now on. */
  invalidate(tenantId: string, agentId: string, version: number): void {
    const key = keyOf(tenantId, agentId);
    this.#newest.set(key, Math.max(version, this.#newest.get(key) ?? 0));
    const entry = this.#entries.get(key);
    if (entry && entry.answer.config.version < version) entry.freshUntil = 0;
  }

  /** Every copy is stale: changes may have been missed. */
  expireAll(): void {
    for (const entry of this.#entries.values()) entry.freshUntil = 0;
  }

  /** Forgets one agent (of whichever tenant) or all; says how many copies went. */
  clear(agentId?: string): number {
    const gone = [...this.#entries.keys()].filter((key) => agentId === undefined || key.endsWith(`/${agentId}`));
    for (const key of gone) this.#entries.delete(key);
    return gone.length;
  }

  metrics(): CacheCounts & { cache_hit_rate: number; cache_size: number } {
    const { total_requests: total, cache_hits: hits } = this.#counts;
    return { ...this.#counts, cache_hit_rate: total === 0 ? 0 : hits / total, cache_size: this.#entries.size };
  }

  async #ask(key: string, agent: AgentRef): Promise<Configuration> {
    try {
      const answer = await this.#fetch(agent);
      this.#counts.api_successes += 1;
      this.#keep(key, answer);
      return { answer, source: 'api' };
    } catch (error) {
      this.#counts.api_failures += 1;
      if (error instanceof ApiRefusal && (error.status === 404 || error.status === 403)) {
        this.#entries.delete(key);
        throw new AgentUnknown();
      }
      const stale = this.#entries.get(key);
      if (stale) {
        this.#counts.fallback_to_stale += 1;
        return { answer: stale.answer, source: 'stale' };
      }
      this.#counts.fallback_to_default += 1;
      return { answer: this.#safeDefault(agent), source: 'default' };
    }
  }

  #keep(key: string, answer: RuntimeConfigAnswer): void {
    const outdated = answer.config.version < (this.#newest.get(key) ?? 0);
    this.#entries.delete(key);
    this.#entries.set(key, { answer, freshUntil: outdated ? 0 : this.#now() + this.#ttlMs });
    const oldest = this.#entries.keys().next().value;
    if (this.#entries.size > MOST_ENTRIES && oldest !== undefined) {
      this.#entries.delete(oldest);
      this.#newest.delete(oldest);
    }
  }
}

function keyOf(tenantId: string, agentId: string): string {
  return `${tenantId}/${agentId}`;
}
