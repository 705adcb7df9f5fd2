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

/** A place in the order: transaction, then id. Written `<xid>-<uuid>`. */
export interface Cursor {
  xid: bigint;
  id: string;
}

export type Listener = (event: FeedEvent) => void;

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
      for (let full = true; full && place !== null && listeners.size > 0; ) {
        const rows = await database.outsideTenants<FeedRow>('select * from events_after($1::xid8, $2::uuid, $3)', [
          place.xid.toString(),
          place.id,
          PAGE,
        ]);
        for (const row of rows) tell(row);
        full = rows.length === PAGE;
      }
    } catch (error) {
      // The place stays where it was: nothing is lost, only late.
      log.warn({ err: error }, 'event feed could not be read');
    }
  }

  function tell(row: FeedRow): void {
    const event = eventOf(row);
    place = event.cursor;
    for (const listener of listeners.get(event.tenantId) ?? []) listener(event);
  }

  /** Begins at the horizon of now: whatever is not visible to everybody yet will come. */
  async function begin(): Promise<Cursor> {
    const [row] = await database.outsideTenants<{ xid: string }>(
      'select pg_snapshot_xmin(pg_current_snapshot())::text as xid',
    );
    place = { xid: BigInt(row?.xid ?? '0'), id: FIRST_ID };
    return place;
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
          const event = eventOf(row);
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

export function cursorText({ xid, id }: Cursor): string {
  return `${xid}-${id}`;
}

/** Null for anything that is not a place: the stream then begins at the present. */
export function cursorOf(text: string | undefined): Cursor | null {
  const match = /^(\d{1,19})-([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.exec(text ?? '');
  return match ? { xid: BigInt(match[1]!), id: match[2]! } : null;
}

function eventOf(row: FeedRow): FeedEvent {
  return { cursor: { xid: BigInt(row.xid), id: row.id }, tenantId: row.tenant_id, ...presentEvent(row) };
}
