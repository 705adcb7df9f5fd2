import { z } from 'zod';
import { fieldErrors } from './field-errors.ts';
import { knownParametersOf } from './known-parameters.ts';
import { invalid } from './problem.ts';
import { unstorableText } from './storable-text.ts';

/** A request as it came. */
export interface RawInput {
  params: unknown;
  query: unknown;
  body: unknown;
}

/** A request as its schemas read it. */
export interface Input<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> {
  params: z.output<P>;
  query: z.output<Q>;
  body: z.output<B>;
}

/**
 * Reads requests by a route's schemas. `takesAnyQuery`: parameters that it does not know are nobody's mistake.
 * @throws Problem 400 for others, Problem 422 that names each wrong field, from the returned function.
 */
export function parserOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType>(
  spec: { method: string; params?: P; query?: Q; body?: B },
  { takesAnyQuery = false } = {},
): (raw: RawInput) => Input<P, Q, B> {
  const requireKnown = takesAnyQuery ? () => undefined : knownParametersOf(spec.query);
  // Without a schema there is nothing to read: the part is `undefined`, whatever was sent.
  const nothing = z.any();
  return (raw) => {
    requireKnown(raw.query);
    const params = (spec.params ?? nothing).safeParse(spec.params ? raw.params : undefined);
    const query = (spec.query ?? nothing).safeParse(spec.query ? raw.query : undefined);
    const body = (spec.body ?? nothing).safeParse(spec.body ? sent(spec.method, raw.body) : undefined);
    const errors = [
      ...unstorableText(spec.params ? raw.params : undefined, 'path'),
      ...unstorableText(spec.query ? raw.query : undefined, 'query'),
      ...unstorableText(spec.body ? raw.body : undefined),
      ...(params.success ? [] : fieldErrors(params.error.issues, 'path')),
      ...(query.success ? [] : fieldErrors(query.error.issues, 'query')),
      ...(body.success ? [] : fieldErrors(body.error.issues, '')),
    ];
    if (errors.length > 0 || !params.success || !query.success || !body.success) throw invalid(errors);
    return { params: params.data, query: query.data, body: body.data };
  };
}

/** A POST without a body says nothing, which is all that one whose fields may all be left out has to say. */
function sent(method: string, body: unknown): unknown {
  return body === undefined && method === 'post' ? {} : body;
}
