import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';
import type { Logger } from 'pino';
import { requestIdOf } from './problem-response.ts';

/** Gives each request an id (the caller's `X-Request-Id` when it is a plain one) and sends it back. */
export const requestIds: RequestHandler = (request, response, next) => {
  const given = request.get('x-request-id');
  const id = given !== undefined && /^[\w-]{8,64}$/.test(given) ? given : randomUUID();
  response.locals['requestId'] = id;
  response.set('x-request-id', id);
  next();
};

/** One line a request. The route's pattern, never the address: queries may hold telephone numbers. */
export function requestLog(log: Logger): RequestHandler {
  return (request, response, next) => {
    const begun = performance.now();
    response.once('close', () => {
      const line = {
        requestId: requestIdOf(response),
        method: request.method,
        route: response.locals['route'] ?? 'unmatched',
        status: response.statusCode,
        ms: Math.round(performance.now() - begun),
        tenantId: response.locals['tenantId'],
        aborted: response.writableFinished ? undefined : true,
      };
      if (response.statusCode >= 500) log.warn(line, 'request');
      else log.debug(line, 'request');
    });
    next();
  };
}
