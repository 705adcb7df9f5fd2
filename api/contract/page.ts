import { z } from 'zod';

/** Query of every list: how many, and where the last page ended. */
export const PageQuery = z.object({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(200)
    .default(50)
    .meta({ description: 'Rows a page, 1 to 200.', example: 50 }),
  cursor: z
    .string()
    .max(500)
    .optional()
    .meta({ description: 'The `nextCursor` of the page before. Opaque: send it back as it came.' }),
});
export type PageQuery = z.infer<typeof PageQuery>;

/** One page of a list, in a stable order; `nextCursor` is null on the last one. */
export function pageOf<T extends z.ZodType>(id: string, item: T) {
  return z
    .object({
      items: z.array(item),
      nextCursor: z
        .string()
        .nullable()
        .meta({ description: 'Send as `cursor` for the next page; null: that was all.' }),
    })
    .meta({ id, description: 'One page, newest first unless the route says otherwise.' });
}
