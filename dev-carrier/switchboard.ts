import { createHmac, randomUUID } from 'node:crypto';
import type { CallLog } from './call-log.ts';
import type { CarrierCall, CarrierLogEntry, DevCarrier, Fenced, Heard, PlaceCall } from './contract.ts';
import { Line } from './line.ts';

/** `past`: calls of before the carrier's last start. `fenceWritten`: the fence is on disk, and survives a restart. */
type IntentRecord = { fenced: boolean; fenceWritten: boolean; placed: number; past: CarrierCall[]; calls: Line[] };

/**
 * Every call and fence this carrier knows. It dedupes nothing: an intent placed twice is two calls, and the log says
 * so. What happened before a restart is read back from the log.
 */
export class Switchboard {
  readonly #log: CallLog;
  readonly #seed: string;
  readonly #now: () => Date;
  readonly #intents = new Map<string, IntentRecord>();
  readonly #dialsOfNumber = new Map<string, number>();
  #live = 0;
  #placed = 0;
  #highest = 0;

  constructor(deps: { log: CallLog; seed: string; now: () => Date }) {
    this.#log = deps.log;
    this.#seed = deps.seed;
    this.#now = deps.now;
    this.#recover();
  }

  get live(): number {
    return this.#live;
  }
  get placed(): number {
    return this.#placed;
  }
  get highestConcurrent(): number {
    return this.#highest;
  }

  isFenced(intent: string): boolean {
    return this.#intents.get(intent)?.fenced ?? false;
  }

  /** How often the number has been dialled at this carrier. */
  dialsOf(number: string): number {
    return this.#dialsOfNumber.get(this.#numberKey(number)) ?? 0;
  }

  /** Writes down that nothing was placed, and why. */
  refuse(call: PlaceCall, reason: string): void {
    this.#write('refused', call.carrier, call.intent, { number: call.number, reason });
  }

  /** Takes the call on. When this returns, the placement is on disk; only then may anything ring. */
  place(call: PlaceCall, persona?: string): Line {
    const line = new Line({ callId: randomUUID(), intent: call.intent, carrier: call.carrier, now: this.#now });
    const record = this.#intent(call.intent);
    const about = { number: call.number, callId: line.callId, ...(persona && { persona }) };
    // The entry counts its own call: should it not be written, there was none.
    record.placed += 1;
    this.#live += 1;
    try {
      this.#write('placed', call.carrier, call.intent, about);
    } catch (error) {
      record.placed -= 1;
      this.#live -= 1;
      throw error;
    }
    record.calls.push(line);
    this.#count(this.#numberKey(call.number));
    this.#placed += 1;
    this.#highest = Math.max(this.#highest, this.#live);
    line.onChange((event, reason, heard) => {
      if (event === 'ended') this.#live -= 1;
      this.#write(event, call.carrier, call.intent, { ...about, ...(reason && { reason }), ...(heard && { heard }) });
    });
    return line;
  }

  callsOf(intent: string): CarrierCall[] {
    const record = this.#intents.get(intent);
    return record ? [...record.past, ...record.calls.map((line) => line.snapshot())] : [];
  }

  /** Refuses every later placement of the intent and ends what rings or talks. */
  fence(intent: string): Fenced {
    const record = this.#intent(intent);
    const last = record.calls.findLast((line) => line.state !== 'ended') ?? record.calls.at(-1);
    const call = last?.snapshot() ?? record.past.at(-1) ?? null;
    // It holds from here on; should it not be written, whoever asks again has it written then.
    record.fenced = true;
    if (!record.fenceWritten) {
      this.#write('fenced', call?.carrier ?? 'fake', intent, {});
      record.fenceWritten = true;
    }
    for (const line of record.calls) line.cut('fenced');
    return call ? { saw: call.state, call } : { saw: 'never-placed', call: null };
  }

  hangUp(intent: string): boolean {
    const live = (this.#intents.get(intent)?.calls ?? []).filter((line) => line.state !== 'ended');
    for (const line of live) line.cut('hangup');
    return live.length > 0;
  }

  hangUpAll(): void {
    for (const { calls } of this.#intents.values()) for (const line of calls) line.cut('carrier-stopped');
  }

  #intent(intent: string): IntentRecord {
    const known = this.#intents.get(intent);
    if (known) return known;
    const fresh: IntentRecord = { fenced: false, fenceWritten: false, placed: 0, past: [], calls: [] };
    this.#intents.set(intent, fresh);
    return fresh;
  }

  #numberKey(number: string): string {
    return createHmac('sha256', this.#seed).update(number).digest('hex').slice(0, 16);
  }

  #count(numberKey: string): void {
    this.#dialsOfNumber.set(numberKey, (this.#dialsOfNumber.get(numberKey) ?? 0) + 1);
  }

  #write(
    event: CarrierLogEntry['event'],
    carrier: DevCarrier,
    intent: string,
    about: { number?: string; callId?: string; reason?: string; persona?: string; heard?: Heard },
  ): void {
    const { number, callId, ...rest } = about;
    this.#log.append({
      at: this.#now().toISOString(),
      event,
      carrier,
      intent,
      callId: callId ?? null,
      numberTail: number?.slice(-2) ?? null,
      numberKey: number ? this.#numberKey(number) : null,
      sequence: this.#intents.get(intent)?.placed ?? 0,
      concurrent: this.#live,
      ...rest,
    });
  }

  /** Calls that were live when the carrier died are over: their lines are gone. */
  #recover(): void {
    const past = new Map<string, { call: CarrierCall; placed: CarrierLogEntry }>();
    for (const entry of this.#log.read()) {
      const record = this.#intent(entry.intent);
      if (entry.event === 'fenced') Object.assign(record, { fenced: true, fenceWritten: true });
      if (entry.callId === null) continue;
      if (entry.event === 'placed') {
        const call = placedCall(entry, entry.callId);
        past.set(entry.callId, { call, placed: entry });
        record.placed += 1;
        record.past.push(call);
        this.#placed += 1;
        if (entry.numberKey) this.#count(entry.numberKey);
      }
      const known = past.get(entry.callId);
      if (known) follow(known.call, entry);
    }
    for (const { call, placed } of past.values()) {
      if (call.endedAt !== null) continue;
      const ended: CarrierLogEntry = {
        ...placed,
        at: this.#now().toISOString(),
        event: 'ended',
        concurrent: 0,
        reason: 'carrier-restarted',
      };
      follow(call, ended);
      this.#log.append(ended);
    }
  }
}

function placedCall(entry: CarrierLogEntry, callId: string): CarrierCall {
  return {
    callId,
    intent: entry.intent,
    carrier: entry.carrier,
    state: 'ringing',
    placedAt: entry.at,
    answeredAt: null,
    endedAt: null,
    endReason: null,
    talkMs: 0,
  };
}

function follow(call: CarrierCall, entry: CarrierLogEntry): void {
  if (entry.event === 'answered') {
    call.state = 'answered';
    call.answeredAt = entry.at;
  }
  if (entry.event === 'ended') {
    call.state = 'ended';
    call.endedAt = entry.at;
    call.endReason = entry.reason ?? null;
    call.talkMs = call.answeredAt ? Date.parse(entry.at) - Date.parse(call.answeredAt) : 0;
  }
}
