import { z } from 'zod';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient, Query } from './client.ts';

/** A noun of the API as the command line finds it: by id, or by the name that people gave it. */
export interface Noun<T extends z.ZodType> {
  /** `campaign`, for messages. */
  readonly title: string;
  /** `/api/v1/campaigns` */
  readonly path: string;
  readonly item: T;
  /** What asks for archived ones, where the list leaves them out. */
  readonly archived?: Query;
}

const Named = z.object({ id: z.string(), name: z.string() });
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);
/** So many rows are looked through for a name. */
const MOST = 1000;

/**
 * Exactly one thing of that id or name (case does not matter); of several, the one that is not archived. Not found: what has
 * a similar name, if anything.
 */
export async function find<T extends z.ZodType>(api: ApiClient, noun: Noun<T>, idOrName: string): Promise<z.output<T>> {
  if (isId(idOrName)) return api.get(`${noun.path}/${idOrName}`, noun.item);
  const similar: string[] = [];
  for (const which of [{}, ...(noun.archived ? [noun.archived] : [])]) {
    const found = await list(api, noun, { ...which, search: idOrName }, MOST);
    const named = found.map((item) => ({ item, ...Named.parse(item) }));
    const same = named.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
    if (same.length > 1) throw ambiguous(noun, idOrName, same);
    if (same[0] !== undefined) return same[0].item;
    similar.push(...named.map(({ name }) => `Did you mean "${name}"?`));
  }
  const words = [...new Set(similar)].slice(0, 3);
  throw new CommandFailure(EXIT.notFound, `There is no ${noun.title} called "${idOrName}".`, words);
}

function ambiguous({ title }: Noun<z.ZodType>, name: string, same: readonly z.infer<typeof Named>[]): CommandFailure {
  return new CommandFailure(EXIT.usage, `${same.length} ${title}s are called "${name}": give the id.`, [
    ...same.map((one) => `${one.id}  ${one.name}`),
  ]);
}

/** All rows of a list, or the first `most`. Pages are followed by cursor. */
export async function list<T extends z.ZodType>(
  api: ApiClient,
  noun: Noun<T>,
  query: Query,
  most: number,
): Promise<z.output<T>[]> {
  const items: z.output<T>[] = [];
  let cursor: string | undefined;
  do {
    const limit = Math.min(200, most - items.length);
    const page = await api.get(noun.path, pageOf(noun.item), { ...query, limit, cursor });
    items.push(...page.items);
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined && items.length < most);
  return items;
}

/** The same, with archived ones after the others. */
export async function listWithArchived<T extends z.ZodType<{ id: string }>>(
  api: ApiClient,
  noun: Noun<T>,
  most: number,
): Promise<z.output<T>[]> {
  const present = await list(api, noun, {}, most);
  const known = new Set(present.map(({ id }) => id));
  const more = noun.archived ? await list(api, noun, noun.archived, most) : [];
  return [...present, ...more.filter(({ id }) => !known.has(id))];
}

function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
