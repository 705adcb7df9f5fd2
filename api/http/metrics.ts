import type { RequestHandler } from 'express';
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client';

export interface Metrics {
  readonly registry: Registry;
  /** Times requests by method, route pattern and status; unknown addresses share one label. */
  readonly middleware: RequestHandler;
}

/** A registry of its own, so that two applications in one process (tests) do not meet. */
export function createMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const durations = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from the request’s head to the end of its answer.',
    labelNames: ['method', 'route', 'code'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [registry],
  });
  return {
    registry,
    middleware(request, response, next) {
      const stop = durations.startTimer();
      response.once('close', () => {
        const route: unknown = response.locals['route'];
        // A stream lasts as long as somebody listens; its length says nothing about speed.
        if (response.locals['stream'] === true) return;
        stop({
          method: request.method,
          route: typeof route === 'string' ? route : 'unmatched',
          code: String(response.statusCode),
        });
      });
      next();
    },
  };
}
