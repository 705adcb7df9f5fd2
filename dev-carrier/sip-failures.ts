import type { SipLikeError } from './contract.ts';

/** Failures in the exact words and codes that a LiveKit SIP trunk's client gave for the same event. */
export const SIP_FAILURES = {
  busy: sip(486, 'Busy Here', 429, 'resource_exhausted'),
  declined: sip(603, 'Decline', 403, 'permission_denied'),
  invalid: sip(404, 'Not Found', 404, 'not_found'),
  unavailable: sip(503, 'Service Unavailable', 412, 'failed_precondition'),
  'rate-limited': sip(503, 'CPS limit exceeded', 412, 'failed_precondition'),
  'no-answer': timedOut(),
  /** A cancelled dial looks like one that was not answered. */
  cancelled: timedOut(),
} as const satisfies Record<string, SipLikeError>;
export type SipFailure = keyof typeof SIP_FAILURES;

function sip(sipStatusCode: number, sipStatus: string, httpStatus: number, twirpCode: string): SipLikeError {
  return { class: 'SipCallError', sipStatusCode, sipStatus, httpStatus, twirpCode };
}

function timedOut(): SipLikeError {
  return {
    class: 'ServerError',
    httpStatus: 408,
    twirpCode: 'canceled',
    message: 'twirp error unknown: sip request timed out',
  };
}
