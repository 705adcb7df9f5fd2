import { loadavg } from 'node:os';
import { z } from 'zod';
import { Health, SERVICES, ServiceHealth, type ServiceName } from '../../contract/health.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { Problem } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { checkService } from './checks.ts';

export const getHealth = defineOpenRoute({
  id: 'getHealth',
  method: 'get',
  path: '/health',
  tag: 'Health',
  summary: 'This process and everything it depends on',
  description: '503 when the database is away; every other lack is told as degraded.',
  access: 'public',
  responses: {
    200: { description: 'It can serve requests.', body: Health },
    503: { description: 'It cannot serve requests.', body: Health },
  },
  async handler(_context, deps) {
    const body = await healthOf(deps);
    return body.status === 'unhealthy' ? { status: 503, body } : { status: 200, body };
  },
});

export const getServiceHealth = defineOpenRoute({
  id: 'getServiceHealth',
  method: 'get',
  path: '/health/:service',
  tag: 'Health',
  summary: 'One dependency',
  access: 'public',
  params: z.object({ service: z.string().meta({ description: `One of: ${SERVICES.join(', ')}.` }) }),
  responses: {
    200: { description: 'Its state.', body: ServiceHealth },
    503: { description: 'It is not reachable.', body: ServiceHealth },
  },
  async handler({ params }, deps) {
    const service = SERVICES.find((name) => name === params.service);
    if (!service) {
      throw new Problem(404, 'not-found', 'Not found', `There is no such service. There are: ${SERVICES.join(', ')}.`);
    }
    const body = await checkService(service, deps);
    return body.state === 'unavailable' ? { status: 503, body } : { status: 200, body };
  },
});

async function healthOf(deps: ApiDependencies): Promise<Health> {
  const found = await Promise.all(SERVICES.map(async (name) => [name, await checkService(name, deps)] as const));
  const details: Record<string, ServiceHealth> = Object.fromEntries(found);
  const state = (name: ServiceName) => details[name]?.state;
  const lacking = SERVICES.some((name) => state(name) === 'unavailable' || state(name) === 'degraded');
  const memory = process.memoryUsage();
  const cpu = process.cpuUsage();
  return {
    status: state('database') === 'unavailable' ? 'unhealthy' : lacking ? 'degraded' : 'healthy',
    timestamp: new Date(deps.now()).toISOString(),
    version: deps.config.version,
    services: Object.fromEntries(found.map(([name, { state: is }]) => [name, is])),
    details,
    uptimeSeconds: Math.round(process.uptime()),
    memory: { rssBytes: memory.rss, heapUsedBytes: memory.heapUsed },
    cpu: { userSeconds: cpu.user / 1e6, systemSeconds: cpu.system / 1e6, loadAverage: loadavg() },
    timeZoneData: { rules: deps.zones.version, runtime: process.versions.tz ?? 'unknown' },
  };
}
