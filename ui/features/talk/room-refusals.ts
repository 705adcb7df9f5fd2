import { ConnectionError, ConnectionErrorReason, DisconnectReason } from 'livekit-client';
import { problemOf } from '../../http/problem.ts';
import { type Diagnosis, diagnoseConnection } from './diagnosis.ts';

/** Why a session was not opened: the media server's words, or the API's. */
export function diagnoseRefusal(error: unknown): Diagnosis {
  if (!(error instanceof ConnectionError)) return diagnoseConnection(problemOf(error));
  const reasons: Readonly<Partial<Record<ConnectionErrorReason, 'refused' | 'unreachable' | 'cancelled'>>> = {
    [ConnectionErrorReason.NotAllowed]: 'refused',
    [ConnectionErrorReason.ServerUnreachable]: 'unreachable',
    [ConnectionErrorReason.Cancelled]: 'cancelled',
  };
  return diagnoseConnection({ media: reasons[error.reason] ?? 'unreachable' });
}

export function nameOfReason(reason: DisconnectReason | undefined): string {
  return reason === undefined ? 'UNKNOWN_REASON' : (DisconnectReason[reason] ?? 'UNKNOWN_REASON');
}
