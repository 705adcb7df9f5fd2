import { ProblemBody } from '../../api/contract/problem.ts';
import { CommandFailure, EXIT, type ExitCode } from '../failure.ts';

/** An RFC 9457 answer as the command's end: what happened, and each field with its remedy. */
export async function problemOf(response: Response): Promise<CommandFailure> {
  const parsed = ProblemBody.safeParse(await response.json().catch(() => null));
  if (!parsed.success)
    return new CommandFailure(exitCodeOf(response.status), `The server answered ${response.status}.`);
  const { detail, errors } = parsed.data;
  return new CommandFailure(
    exitCodeOf(response.status),
    detail,
    (errors ?? []).map(({ field, message, remedy }) => `${field}: ${message} ${remedy}`),
  );
}

/** Nobody answered at this address. */
export function unreachable(url: string, error: unknown): CommandFailure {
  return new CommandFailure(EXIT.unreachable, `${url} does not answer: ${reasonOf(error)}.`, [
    'Is it running? Start it with `npm start`, or name another server with RINGFENCE_URL or `ringfence login`.',
  ]);
}

function exitCodeOf(status: number): ExitCode {
  if (status === 401 || status === 403) return EXIT.auth;
  if (status === 404) return EXIT.notFound;
  // A gateway that finds nobody behind it.
  if (status === 502 || status === 503 || status === 504) return EXIT.unreachable;
  return EXIT.failure;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'the connection failed';
  const cause = error.cause;
  if (cause instanceof Error && 'code' in cause) {
    if (cause.code === 'ECONNREFUSED') return 'nothing listens there';
    if (cause.code === 'ENOTFOUND') return 'there is no host of that name';
    return String(cause.code);
  }
  return error.message;
}
