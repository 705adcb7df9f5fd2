import { ConnectionError, ConnectionErrorReason, DisconnectReason } from 'livekit-client';
import { problemOf } from '../../http/problem.ts';
import { type Diagnosis, diagnoseConnection } from './diagnosis.ts';

const MEDIA: Readonly<Partial<Record<ConnectionErrorReason, 'refused' | 'unreachable' | 'cancelled'>>> = {
  [ConnectionErrorReason.NotAllowed]: 'refused',
  [ConnectionErrorReason.ServerUnreachable]: 'unreachable',
  [ConnectionErrorReason.Cancelled]: 'cancelled',
};
const ofMedia = ({ reason }: ConnectionError) => diagnoseConnection({ media: MEDIA[reason] ?? 'unreachable' });

/** Why a session was not opened: the media server's words, or the API's. */
export function diagnoseRefusal(error: unknown): Diagnosis {
  return error instanceof ConnectionError ? ofMedia(error) : diagnoseConnection(problemOf(error));
}

export function nameOfReason(reason: DisconnectReason | undefined): string {
  return reason === undefined ? 'UNKNOWN_REASON' : (DisconnectReason[reason] ?? 'UNKNOWN_REASON');
}
