import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import { Problem } from './problem.ts';
import { sendProblem } from './problem-response.ts';

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

/** Counts in this process; several API processes each allow their share. */
export function createRateLimits({
  perMinute,
  signInPerMinute,
  optOutPerMinute,
}: {
  perMinute: number;
  signInPerMinute: number;
  optOutPerMinute: number;
}): RateLimits {
  return {
    byAddress: limiter(perMinute * 4, addressOf),
    byPrincipal: limiter(perMinute, (request, response) => {
      const id: unknown = response.locals['principalId'];
      return typeof id === 'string' ? id : addressOf(request);
    }),
    signIn: limiter(signInPerMinute, addressOf),
    optOut: limiter(optOutPerMinute, addressOf),
  };
}

function limiter(limit: number, keyGenerator: (request: Request, response: Response) => string): RequestHandler {
  return rateLimit({
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

function addressOf(request: Request): string {
  return ipKeyGenerator(request.ip ?? 'unknown');
}
