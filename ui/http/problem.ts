/** RFC 9457, as the API sends it. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail: string;
  instance: string;
  errors?: { field: string; message: string; remedy: string }[];
}

function isProblem(value: unknown): value is Problem {
  return typeof value === 'object' && value !== null && 'detail' in value && 'status' in value && 'title' in value;
}

const UNREACHABLE = 'urn:ringfence:ui:unreachable';

/** Whatever was thrown, as a problem that can be shown. */
export function problemOf(error: unknown): Problem {
  if (isProblem(error)) return error;
  const offline = error instanceof TypeError;
  return {
    type: offline ? UNREACHABLE : 'urn:ringfence:ui:unexpected',
    title: offline ? 'The server cannot be reached' : 'Something unexpected happened',
    status: 0,
    detail: offline
      ? 'Check the network. What you typed is kept: send it again once the connection is back.'
      : error instanceof Error
        ? error.message
        : 'Try again; if it stays, tell whoever runs this installation.',
    instance: '',
  };
}

/** Messages of a problem by field, as forms take them. */
export function fieldErrorsOf(error: unknown): Record<string, string> {
  const { errors = [] } = problemOf(error);
  return Object.fromEntries(errors.map(({ field, message, remedy }) => [field, `${message} ${remedy}`]));
}

/** The same where fields stand deep in what was sent: `amendments.0.where.states.1` is told at `states`. */
export function lastNames(error: unknown): Record<string, string> {
  const byField = Object.entries(fieldErrorsOf(error ?? undefined));
  return Object.fromEntries(
    byField.map(([field, message]) => [field.replaceAll(/\.\d+/g, '').split('.').at(-1), message]),
  );
}

/** Nobody answered: nobody knows whether it arrived. */
export function isUnreachable(error: unknown): boolean {
  return problemOf(error).type === UNREACHABLE;
}

/** Somebody else changed meanwhile what was to be changed. */
export function isOvertaken(error: unknown): boolean {
  return problemOf(error).status === 412;
}

/** The same for a person, who sees by now what the others saved. */
export function overtaken(
  detail = 'What you see now is what they saved. Look at it again, then do it once more.',
): Problem {
  return {
    type: 'urn:ringfence:ui:overtaken',
    title: 'Somebody changed it meanwhile',
    status: 412,
    detail,
    instance: '',
  };
}

export function isRefused(error: unknown): boolean {
  return problemOf(error).status === 403;
}
