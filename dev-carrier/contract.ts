import { z } from 'zod';
import { DEV_CARRIERS, dispositions } from '../domain/vocabulary.ts';

/**
 * What the development carrier understands: JSON over HTTP on 127.0.0.1.
 * `loopback` sends a callee with a voice into the real room; `fake` has no media and decides by seed.
 */

export type DevCarrier = (typeof DEV_CARRIERS)[number];

/** Switchable faults. Rates are 0 to 1 and decided by hash of seed and placement, never by chance. */
export const Faults = z.object({
  /** Milliseconds by which each answer to `POST /calls` is held back. */
  slowAnswerMs: z.number().int().min(0).default(0),
  /** Share of placements whose HTTP answer is cut off once the outcome is known. */
  dropAnswerRate: z.number().min(0).max(1).default(0),
  /** Share of placements answered 503 with nothing placed. */
  error5xxRate: z.number().min(0).max(1).default(0),
  /** Share of placements answered 502 at once although the call was placed and goes on ringing. */
  placedButUnknownRate: z.number().min(0).max(1).default(0),
  seed: z.string().default('faults'),
});
export type Faults = z.infer<typeof Faults>;

/** `POST /calls`. The carrier places every call it is asked to place; a repeated intent is a second call. */
export const PlaceCall = z
  .object({
    carrier: z.enum(DEV_CARRIERS),
    intent: z.uuid(),
    /** loopback: the room that must exist. Refused, with nothing placed, when it does not. */
    room: z.string().min(1).optional(),
    /** loopback: the identity under which the callee joins. */
    participantIdentity: z.string().min(1).optional(),
    number: z.string().regex(/^\+[1-9]\d{6,14}$/, 'not an E.164 number'),
    fromNumber: z
      .string()
      .regex(/^\+[1-9]\d{6,14}$/, 'not an E.164 number')
      .optional(),
    ringingTimeoutMs: z.number().int().min(1_000).max(120_000),
    /** Counts from the dial, ringing included, as a SIP trunk counts it. */
    maxDurationMs: z.number().int().min(1_000),
    /** The demonstration clock minus the real clock. */
    clockOffsetMs: z.number().int().default(0),
    /** The callee's zone (IANA), for callees who name a local time. */
    zone: z.string().optional(),
    /** Faults for this placement alone, over the switched ones. */
    faults: Faults.partial().optional(),
  })
  .refine((call) => call.carrier === 'fake' || (call.room !== undefined && call.participantIdentity !== undefined), {
    error: 'a loopback call needs room and participantIdentity',
  });
export type PlaceCall = z.infer<typeof PlaceCall>;
export type PlaceCallInput = z.input<typeof PlaceCall>;

/** A failure in the shape that a SIP trunk's client reports, so that one mapping reads both. */
export const SipLikeError = z.object({
  class: z.enum(['SipCallError', 'ServerError']),
  sipStatusCode: z.number().int().optional(),
  sipStatus: z.string().optional(),
  httpStatus: z.number().int(),
  twirpCode: z.string(),
  message: z.string().optional(),
});
export type SipLikeError = z.infer<typeof SipLikeError>;

/**
 * Answer to `POST /calls`, given when the call is answered or has failed. HTTP status 200 for both.
 * 404 `room-not-found`, 409 `fenced`, 503 `unavailable`: nothing was placed. 502 or no answer: unknown, it may ring.
 */
export const PlacedCall = z.discriminatedUnion('outcome', [
  z.object({
    outcome: z.literal('answered'),
    callId: z.string(),
    answeredAt: z.iso.datetime(),
    ringMs: z.number().int(),
  }),
  z.object({
    outcome: z.literal('failed'),
    callId: z.string(),
    /** Whether the callee's phone was heard ringing: a timeout counts as no answer only then. */
    ringing: z.boolean(),
    ringMs: z.number().int(),
    error: SipLikeError,
  }),
]);
export type PlacedCall = z.infer<typeof PlacedCall>;

/** Body of every answer that is not 2xx. `placed` false proves that nothing rang. */
export const CarrierProblem = z.object({
  type: z.enum(['room-not-found', 'fenced', 'unavailable', 'invalid', 'unknown', 'not-found']),
  detail: z.string(),
  placed: z.boolean().nullable(),
});
export type CarrierProblem = z.infer<typeof CarrierProblem>;

export const CARRIER_CALL_STATES = ['ringing', 'answered', 'ended'] as const;
export const CarrierCall = z.object({
  callId: z.string(),
  intent: z.uuid(),
  carrier: z.enum(DEV_CARRIERS),
  state: z.enum(CARRIER_CALL_STATES),
  placedAt: z.iso.datetime(),
  answeredAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  /** Why it ended, in the carrier's words: `hangup`, `fenced`, `busy`, `no-answer`, ... */
  endReason: z.string().nullable(),
  talkMs: z.number().int(),
});
export type CarrierCall = z.infer<typeof CarrierCall>;

/** `GET /calls?intent=`: every call placed for the intent, oldest first (empty: never placed). */
export const CallsOfIntent = z.object({ calls: z.array(CarrierCall) });
export type CallsOfIntent = z.infer<typeof CallsOfIntent>;

/**
 * `POST /intents/:intent/fence`: refuses every later placement of the intent, ends a ringing or live call, and says
 * what it saw before doing so. Idempotent. `ended` carries the call's last state.
 */
export const Fenced = z.object({
  saw: z.enum(['never-placed', 'ringing', 'answered', 'ended']),
  call: CarrierCall.nullable(),
});
export type Fenced = z.infer<typeof Fenced>;

/** `POST /calls/:intent/hangup`. `hungUp` false: no call of that intent was ringing or live. */
export const HungUp = z.object({ hungUp: z.boolean() });
export type HungUp = z.infer<typeof HungUp>;

/** What the loopback callee heard, as an independent witness of the agent's manners. Milliseconds. */
export const Heard = z.object({
  /** Answer to first agent audio; null when it heard none. */
  firstAudioMs: z.number().int().nullable(),
  /** Whether agent audio reached the callee before the answer. */
  beforeAnswer: z.boolean(),
  /** End of each of the callee's turns to the agent's next audio. */
  replyMs: z.array(z.number().int()),
});
export type Heard = z.infer<typeof Heard>;

/** One line of the append-only log, written and synced before anything rings. */
export const CarrierLogEntry = z.object({
  at: z.iso.datetime(),
  event: z.enum(['placed', 'ringing', 'answered', 'ended', 'refused', 'fenced']),
  carrier: z.enum(DEV_CARRIERS),
  intent: z.uuid(),
  callId: z.string().nullable(),
  numberTail: z.string().length(2).nullable(),
  /** Keyed hash of the number: shows two calls to one number without telling it. */
  numberKey: z.string().nullable(),
  /** How many calls this intent has been placed for, this one included. More than 1 is a double dial. */
  sequence: z.number().int(),
  /** Calls ringing or live at this carrier after this event. */
  concurrent: z.number().int(),
  reason: z.string().optional(),
  persona: z.string().optional(),
  heard: Heard.optional(),
});
export type CarrierLogEntry = z.infer<typeof CarrierLogEntry>;
/** `GET /log` */
export const CarrierLog = z.object({ entries: z.array(CarrierLogEntry) });
export type CarrierLog = z.infer<typeof CarrierLog>;

/**
 * What `fake` posts to DEV_CARRIER_REPORT_URL when a conversation is over (`Authorization: Bearer` report token),
 * again and again until a 2xx. Deliveries repeat: key on `intent` and `callId`.
 */
export const FakeReport = z.object({
  event: z.literal('ended'),
  intent: z.uuid(),
  callId: z.string(),
  outcome: z.enum(dispositions),
  answeredAt: z.iso.datetime(),
  endedAt: z.iso.datetime(),
  talkMs: z.number().int(),
  optOut: z.boolean(),
  /** Instant on the demonstration clock at which the callee asked to be called back. */
  callbackAt: z.iso.datetime().optional(),
});
export type FakeReport = z.infer<typeof FakeReport>;

/** `GET /health` */
export const CarrierHealth = z.object({
  status: z.literal('healthy'),
  live: z.number().int(),
  placed: z.number().int(),
  highestConcurrent: z.number().int(),
  undeliveredReports: z.number().int(),
  faults: Faults,
});
export type CarrierHealth = z.infer<typeof CarrierHealth>;

/** `PUT /behaviour`: how the fake callees behave on the whole. Times are before division by the speed factor. */
export const FakeBehaviour = z.object({
  /** Share of calls that somebody or something answers. */
  answerRate: z.number().min(0).max(1).default(0.55),
  /** Medians of lognormal times. */
  ringMedianMs: z.number().min(0).default(6_000),
  talkMedianMs: z.number().min(0).default(45_000),
  /** Spread of both, as the sigma of the logarithm. */
  sigma: z.number().min(0).max(2).default(0.5),
});
export type FakeBehaviour = z.infer<typeof FakeBehaviour>;
