import type { Disposition } from './vocabulary.ts';

/** A failed dial as the trunk's client reports it. Only `SipCallError` carries a SIP status. */
export type DialError = {
  readonly className: string;
  readonly name?: string | undefined;
  readonly sipStatusCode?: number | undefined;
  /** May be the carrier's own words. */
  readonly sipStatus?: string | undefined;
  readonly message?: string | undefined;
};

/** What was seen beside the error: a timeout means no answer only where a telephone rang for as long as was asked. */
export type DialSeen = {
  /** False: the dial returned before anybody could answer; without an `active` callee it says nothing. */
  readonly waitedForAnswer: boolean;
  readonly ringing: boolean;
  readonly active: boolean;
  readonly tookMs: number;
  readonly ringingTimeoutMs: number;
  /** We deleted the room, removed the callee or fenced the attempt: a cancelled dial looks like one nobody answered. */
  readonly endedByUs: boolean;
};

export type SipOutcome =
  | { readonly kind: 'answered' }
  | {
      readonly kind: 'ended';
      readonly disposition: Disposition;
      readonly sipStatus?: number;
      /** Dialling on would fail alike, and may harm (each dial sends the wrong password five times). */
      readonly trunkFault?: 'authentication';
    }
  /** The call may ring, be answered, be live. */
  | { readonly kind: 'unknown' };

const UNKNOWN: SipOutcome = { kind: 'unknown' };
/** A timeout that comes this much early was not the ringing limit: somebody ended the dial. */
const EARLY_MS = 1000;
/** The server waits no longer than this, whatever it is asked. */
const SERVER_CAP_MS = 80_000;

/**
 * How a dial ended, by SIP status and by the words of the trunk's client, as measured against a real one. Transport codes
 * are not looked at: 486 and 480 share one. `error` null: the dial returned without one.
 */
export function sipOutcome(error: DialError | null, seen: DialSeen): SipOutcome {
  if (error === null) return seen.waitedForAnswer || seen.active ? { kind: 'answered' } : UNKNOWN;
  if (error.sipStatusCode !== undefined) return byStatus(error.sipStatusCode, error.sipStatus ?? '', seen);
  return error.className === 'ServerError' ? byMessage(error.message ?? '', seen) : UNKNOWN;
}

function byStatus(code: number, words: string, seen: DialSeen): SipOutcome {
  if (code < 300 || (seen.endedByUs && code === 487)) return UNKNOWN;
  if (code === 503 && /(CPS|concurrent call) limit exceeded/i.test(words)) return ended('rate-limited', code);
  if (code === 401 || code === 407) return { ...ended('trunk-rejected', code), trunkFault: 'authentication' };
  const known = BY_STATUS[code];
  if (known) return ended(known, code);
  if (code < 400) return ended('redirected', code);
  return ended(code >= 600 ? 'declined' : 'carrier-error', code);
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
  // Nothing was sent in the next four.
  if (says('fail to resolve target') || says('requested sip trunk does not exist')) return ended('misconfigured');
  if (says('failed to listen on udp port')) return ended('rate-limited');
  if (says('no response from servers')) return ended('carrier-unreachable');
  if (says('transaction failed to complete')) return ended('carrier-unreachable');
  return says('request timed out') ? timedOut(seen) : UNKNOWN;
}

/** Of the SIP request at the ringing limit, or of the server's own wait at its cap. */
function timedOut(seen: DialSeen): SipOutcome {
  if (seen.endedByUs || seen.tookMs < Math.min(seen.ringingTimeoutMs, SERVER_CAP_MS) - EARLY_MS) return UNKNOWN;
  return ended(seen.ringing ? 'no-answer' : 'carrier-unreachable');
}

function ended(disposition: Disposition, sipStatus?: number): Extract<SipOutcome, { kind: 'ended' }> {
  return { kind: 'ended', disposition, ...(sipStatus === undefined ? {} : { sipStatus }) };
}
