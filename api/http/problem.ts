import type { ProblemField } from '../contract/problem.ts';

/** What goes wrong for the one who asked. Thrown anywhere below a route; answered as RFC 9457 problem+json. */
export class Problem extends Error {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly detail: string;
  readonly errors: readonly ProblemField[];
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    status: number,
    code: string,
    title: string,
    detail: string,
    { errors = [], headers = {} }: { errors?: readonly ProblemField[]; headers?: Record<string, string> } = {},
  ) {
    super(`${code}: ${detail}`);
    this.name = 'Problem';
    this.status = status;
    this.code = code;
    this.title = title;
    this.detail = detail;
    this.errors = errors;
    this.headers = headers;
  }
}

/** 404 for what is missing and for what belongs to another tenant alike: the answer tells nothing apart. */
export function notFound(what: string): Problem {
  return new Problem(
    404,
    'not-found',
    'Not found',
    `There is no such ${what} here. Check the id, or list what exists.`,
  );
}

/** 422 naming every field that is wrong and what to do about it. */
export function invalid(errors: readonly ProblemField[], detail?: string): Problem {
  const count = errors.length === 1 ? 'One field is' : `${errors.length} fields are`;
  return new Problem(422, 'validation-failed', 'Validation failed', detail ?? `${count} not usable: see errors.`, {
    errors,
  });
}

/** 409: the request is sound, but not in the state that things are in. */
export function conflict(code: string, detail: string, errors: readonly ProblemField[] = []): Problem {
  return new Problem(409, code, 'Conflict with the present state', detail, { errors });
}

export function unauthenticated(detail: string, code = 'unauthenticated'): Problem {
  return new Problem(401, code, 'Not signed in', detail, { headers: { 'www-authenticate': 'Bearer' } });
}

export function forbidden(detail: string): Problem {
  return new Problem(403, 'forbidden', 'Not allowed', detail);
}

export function unavailable(what: string, detail: string): Problem {
  return new Problem(503, `${what}-unavailable`, 'Temporarily unavailable', detail, {
    headers: { 'retry-after': '5' },
  });
}
