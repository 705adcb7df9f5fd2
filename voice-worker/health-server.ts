import express, { type Express, type RequestHandler } from 'express';
import type { Registry } from 'prom-client';
import type { CallSlots } from './call-slots.ts';
import type { ConfigurationCache } from './config-cache/configuration-cache.ts';

/**
 * `/health`, `/metrics`, and the configuration cache: `GET /cache`, `POST /cache/clear`, `POST /cache/clear/:agentId`
 * (the last two for the worker credential only).
 */
export function healthServer(deps: {
  worker: string;
  buildId: string;
  token: string;
  slots: CallSlots;
  cache: ConfigurationCache;
  registry: Registry;
  /** Whether LiveKit is connected. */
  connected: () => boolean;
  undelivered: () => number;
}): Express {
  const { slots, cache } = deps;
  const app = express().disable('x-powered-by');

  app.get('/health', (_request, response) => {
    const connected = deps.connected();
    response.status(connected ? 200 : 503).json({
      status: connected ? 'healthy' : 'unhealthy',
      timestamp: new Date().toISOString(),
      worker: deps.worker,
      version: deps.buildId,
      services: { livekit: connected ? 'connected' : 'disconnected' },
      accepting: slots.accepting,
      calls: { active: slots.active, capacity: slots.capacity },
      undeliveredReports: deps.undelivered(),
      uptimeSeconds: Math.round(process.uptime()),
    });
  });
  app.get('/metrics', async (_request, response) => {
    response.type(deps.registry.contentType).send(await deps.registry.metrics());
  });

  const authorised: RequestHandler = (request, response, next) => {
    if (request.headers.authorization === `Bearer ${deps.token}`) return next();
    response.status(401).json({ title: 'Unauthorized', status: 401, detail: 'the worker credential is required' });
  };
  app.get('/cache', (_request, response) => void response.json(cache.metrics()));
  app.post('/cache/clear', authorised, (_request, response) => void response.json({ cleared: cache.clear() }));
  app.post('/cache/clear/:agentId', authorised, (request, response) => {
    response.json({ cleared: cache.clear(String(request.params['agentId'])) });
  });
  return app;
}
