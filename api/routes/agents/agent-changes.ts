import { isDeepStrictEqual } from 'node:util';
import type { Agent, AgentCreate, AgentUpdate } from '../../contract/agents.ts';
import { NEW_AGENT } from '../../contract/agents.ts';

export type Fields = Partial<Omit<Agent, 'id' | 'version' | 'createdAt' | 'updatedAt'>>;

/** The fields a request sets: those under `metadata` count where they are not set outside as well. */
export function fieldsOf(body: AgentCreate | AgentUpdate): Fields {
  const { metadata, ...outside } = body;
  return pick({ ...(metadata ?? {}), ...outside });
}

export interface Change {
  field: string;
  before: unknown;
  after: unknown;
}

/** What differs, field by field. */
export function changesBetween(before: Fields, after: Fields): Change[] {
  return names
    .filter((name) => !isDeepStrictEqual(before[name], after[name]))
    .map((name) => ({ field: name, before: before[name] ?? null, after: after[name] ?? null }));
}

/** Only the fields that a client may set and that are set. */
export function pick(values: Record<string, unknown>): Fields {
  return Object.fromEntries(names.flatMap((name) => (values[name] === undefined ? [] : [[name, values[name]]])));
}

const names: readonly (keyof Fields)[] = ['name', ...Object.keys(NEW_AGENT).filter(isField)];

function isField(name: string): name is keyof typeof NEW_AGENT {
  return name in NEW_AGENT;
}

const columns = ['name', 'description', 'direction', 'status', 'maxConcurrentCalls'] as const;

/** The fields that have a column of their own, and the rest, which `config` keeps. */
export function split(fields: Fields): {
  own: Pick<Fields, (typeof columns)[number]>;
  config: Record<string, unknown>;
} {
  const { name, description, direction, status, maxConcurrentCalls, ...config } = fields;
  return { own: definedOnly({ name, description, direction, status, maxConcurrentCalls }), config };
}

function definedOnly<T extends object>(value: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
}
