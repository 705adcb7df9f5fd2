import type { Request, Response } from 'express';
import type { Principal } from '../auth/principal.ts';
import { isStanding } from '../auth/standing.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Cursor, cursorOf, cursorText, type FeedEvent, isAfter } from './event-feed.ts';
import { openStream } from './stream.ts';

/**
 * Streams a tenant's events. With `Last-Event-ID` it first replays what was missed: live events wait in a queue meanwhile,
 * and those that the replay had are left out, so that nothing is missing and nothing comes twice. A place that cannot be
 * resumed from is told so (`resumed: false`), and the stream ends when that comes about while it is open. It also ends
 * soon after whoever listens is let in no more.
 */
export async function streamEvents(
  { request, response, principal }: { request: Request; response: Response; principal: Principal },
  { feed, stopping, database, config }: Pick<ApiDependencies, 'feed' | 'stopping' | 'database' | 'config'>,
  wanted: (event: FeedEvent) => boolean,
): Promise<void> {
  const { tenantId } = principal;
  const waiting: FeedEvent[] = [];
  let last: Cursor | null = null;
  let live = false;
  let unsubscribe = () => {};
  let lost = false;
  let end = () => {};
  const listener = {
    hear(event: FeedEvent) {
      if (live) show(event);
      else waiting.push(event);
    },
    lost() {
      lost = true;
      end();
    },
  };
  const subscription = await feed.subscribe(tenantId, listener);
  unsubscribe = subscription.unsubscribe;
  const since = resumable(cursorOf(request.get('last-event-id') ?? queryCursor(request)), subscription.from);
  const mayStay = () => database.inTenant(tenantId, (tx) => isStanding(tx, principal));
  const stream = await openStream(request, response, () => unsubscribe(), {
    stopping,
    lookAgain: { mayStay, everyMs: config.limits.listenerCheckMs },
  });
  end = stream.end;
  if (lost) return end();
  last = since ?? subscription.from;

  function show(event: FeedEvent): void {
    if (last !== null && !isAfter(event.cursor, last)) return;
    last = event.cursor;
    if (wanted(event)) stream.push({ name: event.type, data: present(event), id: cursorText(event.cursor) });
  }

  // A reader learns its place at once, so that it can resume also before the first event.
  stream.push({ name: 'ready', data: { resumed: since !== null }, id: cursorText(last) });
  if (since !== null && isAfter(subscription.from, since)) {
    for await (const event of feed.replay(tenantId, since, subscription.from)) {
      if (!stream.isOpen) return;
      show(event);
    }
  }
  for (const event of waiting.splice(0)) show(event);
  live = true;
}

/** A place of another course of events, or one that is not reached yet, says nothing about what was missed. */
function resumable(since: Cursor | null, now: Cursor): Cursor | null {
  if (since === null || since.course !== now.course) return null;
  return since.xid > now.xid && isAfter(since, now) ? null : since;
}

/** For readers that cannot set headers. */
function queryCursor(request: Request): string | undefined {
  const value = request.query['lastEventId'];
  return typeof value === 'string' ? value : undefined;
}

export function present(event: FeedEvent) {
  const { cursor: _cursor, tenantId: _tenantId, ...shown } = event;
  return shown;
}
