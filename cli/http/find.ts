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
}

const Named = z.object({ id: z.string(), name: z.string() });
const isId = (text: string) => /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(text);

/** Exactly one thing of that id or name (case does not matter). Not found: what has a similar name, if anything. */
export async function find<T extends z.ZodType>(api: ApiClient, noun: Noun<T>, idOrName: string): Promise<z.output<T>> {
  if (isId(idOrName)) return api.get(`${noun.path}/${idOrName}`, noun.item);
  const page = await api.get(noun.path, pageOf(noun.item), { search: idOrName, limit: 200 });
  const named = page.items.map((item) => ({ item, name: Named.parse(item).name, id: Named.parse(item).id }));
  const same = named.filter(({ name }) => name.toLowerCase() === idOrName.toLowerCase());
  const [only, ...others] = same.map(({ item }) => item);
  if (only !== undefined && others.length === 0) return only;
  if (same.length > 1) {
    throw new CommandFailure(EXIT.usage, `${same.length} ${noun.title}s are called "${idOrName}": give the id.`, [
      ...same.map(({ id, name }) => `${id}  ${name}`),
    ]);
  }
  const similar = named.map(({ name }) => `Did you mean "${name}"?`).slice(0, 3);
  throw new CommandFailure(EXIT.notFound, `There is no ${noun.title} called "${idOrName}".`, similar);
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

function pageOf<T extends z.ZodType>(item: T) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() });
}
