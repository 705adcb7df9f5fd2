import type { Disposition } from './vocabulary.ts';

/** A failed dial as the trunk's client reports it. Only `SipCallError` carries a SIP status. */
export type SipFailure = {
  readonly class: string;
  readonly sipStatusCode?: number | undefined;
  /** May be the carrier's own words. */
  readonly sipStatus?: string | undefined;
  readonly message?: string | undefined;
};

/** What was seen beside the error: a timeout means no answer only where a telephone rang for as long as was asked. */
export type DialSeen = {
  readonly ringing: boolean;
  readonly elapsedMs: number;
  readonly ringTimeoutMs: number;
};

export type SipOutcome =
  | {
      readonly kind: 'ended';
      readonly disposition: Disposition;
      readonly sipStatus?: number;
      /** Dialling on would fail alike, and may harm (each dial sends the wrong password five times). */
      readonly trunkFault?: 'authentication';
    }
  /** The call may ring, be answered, be live. */
  | { readonly kind: 'unknown' };

/** A timeout that comes this much early was not the ringing limit: somebody ended the dial. */
const EARLY_MS = 1000;

/**
 * How a dial ended, by SIP status and by the words of the trunk's client, as measured against a real one. Transport codes
 * are not looked at: 486 and 480 share one. Whoever calls this must have made sure that nobody cancelled the dial, since a
 * cancelled one looks like one that nobody answered.
 */
export function sipOutcome(failure: SipFailure, seen: DialSeen): SipOutcome {
  if (failure.sipStatusCode !== undefined) return byStatus(failure.sipStatusCode, failure.sipStatus ?? '');
  if (failure.class !== 'ServerError') return { kind: 'unknown' };
  return byMessage(failure.message ?? '', seen);
}

function byStatus(code: number, words: string): SipOutcome {
  if (code === 503 && /(CPS|concurrent call) limit exceeded/i.test(words)) return ended('rate-limited', code);
  if (code === 401 || code === 407) return { ...ended('trunk-rejected', code), trunkFault: 'authentication' };
  const known = BY_STATUS[code];
  if (known) return ended(known, code);
  if (code >= 300 && code < 400) return ended('redirected', code);
  if (code >= 600) return ended('declined', code);
  return ended('carrier-error', code);
}

const BY_STATUS: Readonly<Record<number, Disposition>> = {
  400: 'misconfigured',
  403: 'declined',
  404: 'invalid-number',
  408: 'no-answer',
  410: 'invalid-number',
  415: 'misconfigured',
  429: 'rate-limited',
  480: 'no-answer',
  484: 'invalid-number',
  486: 'busy',
  487: 'no-answer',
  488: 'misconfigured',
  600: 'busy',
  603: 'declined',
  604: 'invalid-number',
  606: 'misconfigured',
  607: 'declined',
  608: 'declined',
};

function byMessage(message: string, seen: DialSeen): SipOutcome {
  const says = (words: string) => message.includes(words);
  if (says('max auth retry attempts') || says('sip server required auth')) {
    return { ...ended('trunk-rejected'), trunkFault: 'authentication' };
  }
  if (says('sip request timed out')) {
    if (!seen.ringing) return ended('carrier-unreachable');
    return seen.elapsedMs >= seen.ringTimeoutMs - EARLY_MS ? ended('no-answer') : { kind: 'unknown' };
  }
  // The server's own cap on waiting, 80 s.
  if (says('request timed out')) return ended(seen.ringing ? 'no-answer' : 'carrier-unreachable');
  if (says('transaction failed to complete')) return ended('carrier-unreachable');
  // Nothing was sent in the following.
  if (says('fail to resolve target') || says('requested sip trunk does not exist')) return ended('misconfigured');
  if (says('failed to listen on udp port')) return ended('rate-limited');
  if (says('no response from servers')) return ended('carrier-unreachable');
  return { kind: 'unknown' };
}

function ended(disposition: Disposition, sipStatus?: number): Extract<SipOutcome, { kind: 'ended' }> {
  return { kind: 'ended', disposition, ...(sipStatus === undefined ? {} : { sipStatus }) };
}
