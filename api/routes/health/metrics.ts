import { z } from 'zod';
import { defineOpenRoute } from '../../http/route.ts';

export const getMetrics = defineOpenRoute({
  id: 'getMetrics',
  method: 'get',
  path: '/metrics',
  tag: 'Health',
  summary: 'Prometheus metrics of this process',
  access: 'public',
  responses: {
    200: { description: 'Text exposition format.', body: z.string(), contentType: 'text/plain; version=0.0.4' },
  },
  async handler(_context, deps) {
    return { status: 200, body: await deps.metrics.registry.metrics() };
  },
});
