import type { CarrierCall, DevCarrier, Heard } from './contract.ts';

type Change = 'ringing' | 'answered' | 'ended';
type Listener = (event: Change, reason?: string, heard?: Heard) => void;

/** One placed call, from the first ring to its end. Changes of state happen once and in order. */
export class Line {
  readonly callId: string;
  readonly intent: string;
  readonly carrier: DevCarrier;
  readonly placedAt: Date;
  readonly #now: () => Date;
  readonly #cutter = new AbortController();
  #answeredAt: Date | null = null;
  #endedAt: Date | null = null;
  #endReason: string | null = null;
  #listener: Listener = () => {};
  #witness: () => Heard | undefined = () => undefined;

  constructor(of: { callId: string; intent: string; carrier: DevCarrier; now: () => Date }) {
    this.callId = of.callId;
    this.intent = of.intent;
    this.carrier = of.carrier;
    this.#now = of.now;
    this.placedAt = of.now();
  }

  onChange(listener: Listener): void {
    this.#listener = listener;
  }

  /** Whom to ask, when the call ends, what the callee heard. */
  askAtEnd(witness: () => Heard): void {
    this.#witness = witness;
  }

  get state(): CarrierCall['state'] {
    if (this.#endedAt) return 'ended';
    return this.#answeredAt ? 'answered' : 'ringing';
  }

  /** Aborts when the caller's side cancels, hangs up or fences the call. */
  get signal(): AbortSignal {
    return this.#cutter.signal;
  }

  get ringMs(): number {
    return (this.#answeredAt ?? this.#endedAt ?? this.#now()).getTime() - this.placedAt.getTime();
  }

  get answeredAt(): Date | null {
    return this.#answeredAt;
  }

  ring(): void {
    if (this.#endedAt === null) this.#listener('ringing');
  }

  answer(): Date {
    this.#answeredAt = this.#now();
    this.#listener('answered');
    return this.#answeredAt;
  }

  end(reason: string): void {
    if (this.#endedAt) return;
    this.#endedAt = this.#now();
    this.#endReason = reason;
    this.#listener('ended', reason, this.#witness());
  }

  /** The caller's side ends the call. Its script sees `signal`; the line itself is over at once. */
  cut(reason: string): void {
    if (this.#endedAt) return;
    this.end(reason);
    this.#cutter.abort(reason);
  }

  snapshot(): CarrierCall {
    const over = this.#endedAt ?? this.#now();
    return {
      callId: this.callId,
      intent: this.intent,
      carrier: this.carrier,
      state: this.state,
      placedAt: this.placedAt.toISOString(),
      answeredAt: this.#answeredAt?.toISOString() ?? null,
      endedAt: this.#endedAt?.toISOString() ?? null,
      endReason: this.#endReason,
      talkMs: this.#answeredAt ? over.getTime() - this.#answeredAt.getTime() : 0,
    };
  }
}
