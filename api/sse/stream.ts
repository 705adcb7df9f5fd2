import type { Request, Response } from 'express';
import { createSession } from 'better-sse';

const HEARTBEAT_MS = 15_000;
/** A reader that lets so many bytes pile up is cut off; it comes back and resumes from its last id. */
const MOST_BUFFERED_BYTES = 1_000_000;
/** Streams end after this, so that nobody listens longer than a sign-in lasts without signing in anew. */
const LONGEST_MS = 15 * 60_000;

export interface StreamLimits {
  stopping: AbortSignal;
  longestMs?: number | null;
  /** Asks every so often whether the listener may still listen. An answer that cannot be had ends the stream too. */
  lookAgain?: { mayStay(): Promise<boolean>; everyMs: number };
}

export interface Stream {
  push(event: { name: string; data: unknown; id?: string }): void;
  readonly isOpen: boolean;
  end(): void;
}

/** Opens a server-sent event stream. `onClose` runs once, whoever ends it. */
export async function openStream(
  request: Request,
  response: Response,
  onClose: () => void,
  { stopping, longestMs = LONGEST_MS, lookAgain }: StreamLimits,
): Promise<Stream> {
  const session = await createSession(request, response, {
    keepAlive: HEARTBEAT_MS,
    retry: 1_000,
    headers: { 'cache-control': 'no-store', 'x-accel-buffering': 'no' },
  });
  const timer = longestMs === null ? undefined : setTimeout(() => response.end(), longestMs);
  timer?.unref();
  const stop = () => void response.end();
  stopping.addEventListener('abort', stop, { once: true });
  const looking =
    lookAgain && setInterval(() => void lookAgain.mayStay().then((may) => may || stop(), stop), lookAgain.everyMs);
  looking?.unref();
  const closed = () => {
    clearTimeout(timer);
    clearInterval(looking);
    stopping.removeEventListener('abort', stop);
    onClose();
  };
  if (session.isConnected) session.once('disconnected', closed);
  else closed();
  return {
    get isOpen() {
      return session.isConnected && !response.writableEnded;
    },
    push({ name, data, id }) {
      if (!session.isConnected || response.writableEnded) return;
      session.push(data, name, id ?? '');
      if (response.writableLength > MOST_BUFFERED_BYTES) response.destroy();
    },
    end: () => response.end(),
  };
}
