import { z } from 'zod';

/** Ids are UUIDv7: in order of creation. */
export const Id = z
  .uuid('not an id')
  .transform((id) => id.toLowerCase())
  .pipe(z.string())
  .meta({ description: 'A UUID.', format: 'uuid', example: '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338' });

/** An id as answers carry it. */
export const OutId = z
  .string()
  .meta({ description: 'A UUIDv7.', format: 'uuid', example: '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338' });

/** `:id` of an address, as an id of one kind. */
export function idParams<T extends string = string>() {
  return z.object({ id: idOf<T>() });
}

/** A version number: also the ETag. Rises with every change. */
export const Version = z.number().int().meta({ description: 'Rises with every change; also the ETag.', example: 3 });

/** An id of one kind, so that kinds cannot be mixed up past this edge. */
export function idOf<T extends string>() {
  return Id.transform((id) => id as T);
}
