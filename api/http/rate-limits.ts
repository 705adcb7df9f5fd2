import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit, type Store } from 'express-rate-limit';
import { Problem } from './problem.ts';
import { sendProblem } from './problem-response.ts';
import type { SharedCounts } from './shared-counts.ts';

export interface RateLimits {
  /** Before anybody is known: generous, by address. */
  byAddress: RequestHandler;
  /** After authentication, by person or key. */
  byPrincipal: RequestHandler;
  /** Sign-in and refresh: strict, by address. */
  signIn: RequestHandler;
  /** Opt-out links, which know no sign-in: strict, by address. */
  optOut: RequestHandler;
}

/** A guess at a password waits so long to hear what the other API processes counted; other requests do not wait. */
const STRICT_WAIT_MS = 250;

/** Limits over all API processes; while the database is away, each process by itself. */
export function createRateLimits(
  {
    perMinute,
    signInPerMinute,
    optOutPerMinute,
  }: {
    perMinute: number;
    signInPerMinute: number;
    optOutPerMinute: number;
  },
  counts: SharedCounts,
): RateLimits {
  const strict = { waitMs: STRICT_WAIT_MS };
  return {
    byAddress: limiter(perMinute * 4, addressOf, counts.storeOf('address', { waitMs: 0 })),
    byPrincipal: limiter(perMinute, principalOf, counts.storeOf('principal', { waitMs: 0 })),
    signIn: limiter(signInPerMinute, addressOf, counts.storeOf('sign-in', strict)),
    optOut: limiter(optOutPerMinute, addressOf, counts.storeOf('opt-out', strict)),
  };
}

function limiter(
  limit: number,
  keyGenerator: (request: Request, response: Response) => string,
  store: Store,
): RequestHandler {
  return rateLimit({
    store,
    windowMs: 60_000,
    limit,
    keyGenerator,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    identifier: `${limit}-per-minute`,
    handler: (_request, response) => {
      sendProblem(
        response,
        new Problem(
          429,
          'rate-limited',
          'Too many requests',
          `At most ${limit} requests a minute are answered here. Wait, then go on more slowly.`,
          {
            headers: { 'retry-after': String(response.getHeader('retry-after') ?? 60) },
          },
        ),
      );
    },
  });
}

function principalOf(request: Request, response: Response): string {
  const id: unknown = response.locals['principalId'];
  return typeof id === 'string' ? id : addressOf(request);
}

function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? 'unknown');
}
