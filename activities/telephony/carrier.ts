import type { AttemptId, E164, TenantId } from '../../domain/ids.ts';
import type { CarrierName, Disposition } from '../../domain/vocabulary.ts';
import type { FenceSeen } from '../interface.ts';

/** One dial of one intent. The intent is the attempt's id: a carrier that can refuse a second call of it, does. */
export interface Placement {
  tenantId: TenantId;
  attemptId: AttemptId;
  number: E164;
  fromNumber: E164 | null;
  /** The room that carries the media; it exists already. Carriers without media ignore it. */
  room: string;
  /** Under which the callee joins the room. */
  calleeIdentity: string;
  /** The trunk at the carrier, where the carrier has several. */
  carrierTrunkId: string | null;
  ringTimeoutMs: number;
  /** From the dial, ringing included: carriers count so. */
  maxDurationMs: number;
  /** The rules' clock minus the real one. */
  clockOffsetMs: number;
  /** IANA zone in which the telephone most likely rings; null when unknown. */
  zone: string | null;
}

export interface PlacementObserver {
  /** Called once, when the callee's telephone is first seen ringing. */
  ringing(): void;
}

export type PlacementOutcome =
  | { kind: 'answered'; answeredAt: string; carrierCallId?: string }
  | {
      kind: 'failed';
      disposition: Disposition;
      sipStatus?: number;
      /** In the carrier's or our words; never a telephone number. */
      detail?: string;
      /** Calling again cannot help until somebody mends the trunk. */
      pauseTrunk?: string;
    }
  /** It may ring, be answered, be live. */
  | { kind: 'unknown'; detail: string };

/** Which call is meant, for everything after the dial. */
export interface PlacedCallRef {
  attemptId: AttemptId;
  room: string;
  calleeIdentity: string;
}

export interface CarrierCapabilities {
  /** What makes a late dial of the same intent impossible: the room's absence, or the carrier's own refusal. */
  fence: 'room' | 'intent';
  /** Whether calls go through LiveKit rooms and need a voice worker. */
  media: boolean;
  /** Who reports the end of a conversation. */
  reports: 'voice-worker' | 'webhook';
  /** Whether real telephones ring. */
  real: boolean;
}

/** What is configured, in words for a person. Empty problems: calls can be placed. */
export interface CarrierValidation {
  problems: string[];
}

export interface Carrier {
  readonly name: CarrierName;
  readonly capabilities: CarrierCapabilities;
  /** Places one call and waits until it is answered or has failed. Never retried, never thrown: unknown is an outcome. */
  place(call: Placement, observer: PlacementObserver): Promise<PlacementOutcome>;
  /** What the carrier knows of the intent, without changing anything. */
  find(call: PlacedCallRef): Promise<FenceSeen>;
  /** Ends a ringing or live call. Idempotent; throws when the carrier cannot be asked. */
  hangUp(call: PlacedCallRef): Promise<void>;
  /** Ends the call, refuses every later dial of the intent, says what it saw before. Idempotent; throws as above. */
  fence(call: PlacedCallRef): Promise<FenceSeen>;
  validate(): Promise<CarrierValidation>;
}
