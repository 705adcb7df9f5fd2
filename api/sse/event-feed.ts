import type { Logger } from 'pino';
import type { Database } from '../../database/connect.ts';
import type { TenantId } from '../../domain/ids.ts';
import type { TimelineEvent } from '../contract/timeline.ts';
import { type EventRow, presentEvent } from './event-row.ts';

/** One event as streams carry it. `cursor` is its place in the order of commits. */
export interface FeedEvent extends TimelineEvent {
  cursor: Cursor;
  tenantId: TenantId;
}

/**
 * A place in the order: transaction, then id, in one course of events (0017). Written `<course>.<xid>-<uuid>`. After a
 * load, a marked restore or a failover another course begins, and places of the one before mean nothing.
 */
export interface Cursor {
  course: string;
  xid: bigint;
  id: string;
}

export interface Listener {
  hear(event: FeedEvent): void;
  /** Another course of events has begun: what came between is not known. Nothing more is heard. */
  lost(): void;
}

/** One poller of the horizon a process, fanned out to the streams of each tenant. Runs while anybody listens. */
export interface EventFeed {
  /** @returns the place from which on the listener gets everything, and how to stop. */
  subscribe(tenantId: TenantId, listener: Listener): Promise<{ from: Cursor; unsubscribe(): void }>;
  /** Events of one tenant after a place, up to another: what a stream missed. In order, page by page. */
  replay(tenantId: TenantId, after: Cursor, upTo: Cursor): AsyncIterable<FeedEvent>;
  close(): Promise<void>;
}

const FIRST_ID = '00000000-0000-0000-0000-000000000000';
const PAGE = 500;

type FeedRow = EventRow & { tenant_id: TenantId; xid: string };

export function createEventFeed(database: Database, log: Logger, { pollMs = 250 } = {}): EventFeed {
  const listeners = new Map<TenantId, Set<Listener>>();
  let place: Cursor | null = null;
  let starting: Promise<Cursor> | null = null;
  let timer: NodeJS.Timeout | undefined;
  let polling: Promise<void> = Promise.resolve();
  let closed = false;

  function schedule(): void {
    if (closed || listeners.size === 0) return;
    timer = setTimeout(() => {
      polling = poll().then(schedule);
    }, pollMs);
  }

  async function poll(): Promise<void> {
    try {
      if (place !== null && (await present()).course !== place.course) return lose();
      for (let full = true; full && place !== null && listeners.size > 0; ) {
        const rows = await database.outsideTenants<FeedRow>('select * from events_after($1::xid8, $2::uuid, $3)', [
          place.xid.toString(),
          place.id,
          PAGE,
        ]);
        for (const row of rows) tell(row, place.course);
        full = rows.length === PAGE;
      }
    } catch (error) {
      // The place stays where it was: nothing is lost, only late.
      log.warn({ err: error }, 'event feed could not be read');
    }
  }

  function tell(row: FeedRow, course: string): void {
    const event = eventOf(row, course);
    place = event.cursor;
    for (const listener of listeners.get(event.tenantId) ?? []) listener.hear(event);
  }

  /** The horizon of now: whatever is not visible to everybody yet will come. */
  async function present(): Promise<Cursor> {
    const [row] = await database.outsideTenants<{ course: string; xid: string }>(
      'select events_course() as course, ledger_horizon()::text as xid',
    );
    if (!row) throw new Error('the database does not tell its course of events');
    return { course: row.course, xid: BigInt(row.xid), id: FIRST_ID };
  }

  async function begin(): Promise<Cursor> {
    place = await present();
    return place;
  }

  /** Whoever listens comes back, and is told that the place is another one. */
  function lose(): void {
    log.warn('another course of events has begun: a dump was loaded, or a standby took over');
    const all = [...listeners.values()].flatMap((some) => [...some]);
    listeners.clear();
    place = null;
    for (const listener of all) listener.lost();
  }

  return {
    async subscribe(tenantId, listener) {
      const idle = listeners.size === 0;
      const mine = listeners.get(tenantId) ?? new Set<Listener>();
      mine.add(listener);
      listeners.set(tenantId, mine);
      const unsubscribe = () => {
        mine.delete(listener);
        if (mine.size === 0 && listeners.get(tenantId) === mine) listeners.delete(tenantId);
        if (listeners.size === 0) clearTimeout(timer);
      };
      try {
        if (idle) {
          clearTimeout(timer);
          starting = polling.then(begin);
          await starting;
          schedule();
        }
        const from = (await starting, place);
        if (from === null) throw new Error('the event feed has no place to begin from');
        return { from, unsubscribe };
      } catch (error) {
        unsubscribe();
        throw error;
      }
    },
    async *replay(tenantId, after, upTo) {
      let last = after;
      for (let full = true; full; ) {
        const rows = await database.inTenant(tenantId, (tx) =>
          tx.query<FeedRow>(
            `select * from events where tenant_id = $1 and (xid, id) > ($2::xid8, $3::uuid) and (xid, id) <= ($4::xid8, $5::uuid)
             order by xid, id limit $6`,
            [tenantId, last.xid.toString(), last.id, upTo.xid.toString(), upTo.id, PAGE],
          ),
        );
        for (const row of rows) {
          const event = eventOf(row, after.course);
          last = event.cursor;
          yield event;
        }
        full = rows.length === PAGE;
      }
    },
    async close() {
      closed = true;
      clearTimeout(timer);
      listeners.clear();
      await polling;
    },
  };
}

export function isAfter(left: Cursor, right: Cursor): boolean {
  return left.xid === right.xid ? left.id > right.id : left.xid > right.xid;
}

export function cursorText({ course, xid, id }: Cursor): string {
  return `${course}.${xid}-${id}`;
}

/** Null for anything that is not a place: the stream then begins at the present. */
export function cursorOf(text: string | undefined): Cursor | null {
  const match = /^([0-9a-f]{12})\.(\d{1,19})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '');
  return match ? { course: match[1]!, xid: BigInt(match[2]!), id: match[3]! } : null;
}

function eventOf(row: FeedRow, course: string): FeedEvent {
  return { cursor: { course, xid: BigInt(row.xid), id: row.id }, tenantId: row.tenant_id, ...presentEvent(row) };
}
