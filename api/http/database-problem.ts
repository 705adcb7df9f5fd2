import { types } from 'node:util';
import { isLostConnection } from '../../database/lost-connection.ts';
import type { ProblemField } from '../contract/problem.ts';
import { conflict, invalid, Problem, unavailable } from './problem.ts';

/** What the database, the disk or another part refused in words of the API. Null for what only a bug can cause. */
export function databaseProblem(error: unknown): Problem | null {
  if (isLostConnection(error)) return databaseAway();
  const code = codeOf(error);
  if (code === null) return null;
  switch (code) {
    case '23505':
      return conflict(
        'already-exists',
        'Something with the same name or number exists already. Choose another, or change the one that exists.',
        takenField(error),
      );
    case '23503':
      return invalid(
        [
          {
            field: '(body)',
            message: 'It refers to something that does not exist here.',
            remedy: 'Check the ids you sent.',
          },
        ],
        'An id in the request refers to nothing here, or something else still refers to what would be removed.',
      );
    case '40001':
    case '40P01':
      return new Problem(
        503,
        'busy',
        'Changed at the same moment',
        'Another change got in the way. Send the request again.',
        {
          headers: { 'retry-after': '1' },
        },
      );
    case '53100':
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem(
        507,
        'storage-full',
        'No space is left',
        'There is no room left to keep this, and nothing was changed. Whoever runs this installation must make room; then send the request again.',
      );
    // A transaction that stood still for too long: its connection is closed.
    case '25P03':
    case '53300':
    case '57P01':
    case '57P02':
    case '57P03':
      return databaseAway();
    case 'ECONNREFUSED':
    case 'ECONNRESET':
    case 'ENOTFOUND':
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
      return unavailable(
        'dependency',
        'A part that this needs, such as the file storage, is not reachable at this moment. Send the request again shortly.',
      );
    default:
      return null;
  }
}

function databaseAway(): Problem {
  return unavailable('database', 'The database is not reachable at this moment. Send the request again shortly.');
}

/** Which field of the request had to be one of its kind. Row-level security keeps the columns out of the error itself. */
const FIELD_OF_INDEX: Readonly<Record<string, string>> = {
  campaigns_tenant_id_name_key: 'name',
  lists_tenant_id_name_key: 'name',
  phone_numbers_tenant_id_e164_key: 'number',
  provider_credentials_one: 'provider',
  trunks_tenant_id_name_key: 'name',
  users_email: 'email',
};

function takenField(error: unknown): ProblemField[] {
  const index = constraintOf(error);
  const field = index === null ? undefined : FIELD_OF_INDEX[index];
  if (field === undefined) return [];
  return [{ field, message: 'It is taken.', remedy: 'Choose another, or change what has it.' }];
}

function constraintOf(error: unknown): string | null {
  if (!types.isNativeError(error)) return null;
  if ('constraint' in error && typeof error.constraint === 'string') return error.constraint;
  return constraintOf(error.cause);
}

/** MikroORM wraps the driver's error and keeps its code. */
function codeOf(error: unknown): string | null {
  if (!types.isNativeError(error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return error.cause === undefined ? null : codeOf(error.cause);
}
