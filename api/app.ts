import cors from 'cors';
import express from 'express';
import type { Express } from 'express';
import helmet from 'helmet';
import type { ApiDependencies } from './dependencies.ts';
import { mountRoutes } from './http/mount.ts';
import { Problem } from './http/problem.ts';
import { problemHandler } from './http/problem-response.ts';
import { createRateLimits } from './http/rate-limits.ts';
import { requestIds, requestLog } from './http/request-log.ts';
import { createSharedCounts } from './http/shared-counts.ts';
import type { ApiConfig } from './config.ts';
import { mountCodecPage } from './routes/temporal/codec-page.ts';
import { mountDocs } from './routes/docs.ts';
import { mountVerifier } from './routes/ledger/verifier.ts';
import { routes } from './routes/index.ts';
import { mountWebApp } from './routes/web-app.ts';

/** The whole HTTP application, listening nowhere yet. */
export function createApp(deps: ApiDependencies, { checkResponses = false } = {}): Express {
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('trust proxy', deps.config.trustProxy);
  app.set('query parser', 'simple');
  const rateLimits = createRateLimits(deps.config.limits, createSharedCounts(deps.database, deps.log, deps.now));
  app.use(requestIds, requestLog(deps.log), deps.metrics.middleware);
  // Whoever serves this without TLS, on a machine of their own for one, must still be able to load the pages.
  app.use(helmet({ contentSecurityPolicy: { directives: { upgradeInsecureRequests: null } } }));
  app.use(
    cors({
      origin: originsOf(deps.config),
      credentials: true,
      exposedHeaders: ['etag', 'x-request-id', 'retry-after', 'ratelimit', 'idempotent-replayed'],
    }),
  );
  // The installation's own processes report at the rate of calls, not of people.
  app.use((request, response, next) =>
    request.path.startsWith('/internal/') ? next() : rateLimits.byAddress(request, response, next),
  );
  mountDocs(app);
  mountCodecPage(app);
  mountVerifier(app);
  mountRoutes(app, routes, deps, {
    rateLimits,
    parseJson: express.json({ limit: '1mb', strict: true, type: ['application/json', 'application/*+json'] }),
    checkResponses,
  });
  mountWebApp(app, deps.config);
  app.use(() => {
    throw new Problem(404, 'not-found', 'Not found', `There is nothing at this address. /docs lists what there is.`);
  });
  app.use(problemHandler(deps.log));
  return app;
}

/** The Temporal UI has payloads decoded here, from wherever it is served. */
function originsOf({ corsOrigins, temporal }: ApiConfig): string[] {
  return [...corsOrigins, ...(temporal.uiUrl === null ? [] : [new URL(temporal.uiUrl).origin])];
}
