import type { Express, NextFunction, Request, RequestHandler, Response } from 'express';
import type { z } from 'zod';
import { entityManagerInside } from '../../database/entity-manager.ts';
import { authenticate, requireToken } from '../auth/authenticate.ts';
import { permits } from '../auth/policy.ts';
import type { Principal } from '../auth/principal.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { readIfMatch } from './etag.ts';
import { onceOnly } from './idempotency.ts';
import { forbidden, invalid, Problem } from './problem.ts';
import type { RateLimits } from './rate-limits.ts';
import type { RawInput } from './read-input.ts';
import type { Access, AnyReply, Route, TenantScope } from './route.ts';

const GUESSED: ReadonlySet<string> = new Set(['/api/v1/auth/sign-in', '/api/v1/setup']);

export interface MountOptions {
  rateLimits: RateLimits;
  parseJson: RequestHandler;
  /** Checks each answer against the schema that describes it; a mismatch is a bug. For tests. */
  checkResponses: boolean;
}

/** Hangs the routes into the application, each behind its gate. */
export function mountRoutes(
  app: Express,
  routes: readonly Route[],
  deps: ApiDependencies,
  options: MountOptions,
): void {
  for (const route of routes) {
    const { rateLimits, parseJson } = options;
    const label: RequestHandler = (_request, response, next) => {
      response.locals['route'] = route.path;
      next();
    };
    // Passwords and codes are guessed there; a refresh token of 256 bits is not, and every page that opens asks for one.
    const strict = route.method === 'post' && GUESSED.has(route.path);
    app[route.method](
      route.path,
      label,
      ...(strict ? [rateLimits.signIn] : []),
      ...(route.path.startsWith('/o/') ? [rateLimits.optOut] : []),
      ...(route.access === 'public' ? [] : [gate(route, deps)]),
      ...(isTenants(route.access) ? [rateLimits.byPrincipal] : []),
      ...(route.rawBody ? [] : [parseJson]),
      ...(route.rawBody || !route.body ? [] : [requireJson]),
      (request: Request, response: Response) => answer(route, request, response, deps, options),
    );
  }
  refuseOtherMethods(app, routes);
}

/** An address that is there, asked in a way that it does not know. */
function refuseOtherMethods(app: Express, routes: readonly Route[]): void {
  for (const [path, ways] of Map.groupBy(routes, (route) => route.path)) {
    const allowed = ways.map(({ method }) => method.toUpperCase()).toSorted();
    app.all(path, (request) => {
      throw new Problem(
        405,
        'method-not-allowed',
        'Not asked like that',
        `${request.method} is not known here. Send ${allowed.join(' or ')}.`,
        {
          headers: { allow: allowed.join(', ') },
        },
      );
    });
  }
}

/** A body of another kind would be taken for none at all: what curl sends where nobody says what it is. */
function requireJson(request: Request, _response: Response, next: NextFunction): void {
  const { 'content-length': length = '0', 'transfer-encoding': chunked } = request.headers;
  if (request.body !== undefined || (chunked === undefined && Number(length) === 0)) return next();
  throw new Problem(
    415,
    'unsupported-media-type',
    'The body is not said to be JSON',
    'This address takes JSON. Send it with the header Content-Type: application/json.',
  );
}

/** Authentication and permission, before any of the body is read. */
function gate(route: Route, deps: ApiDependencies): RequestHandler {
  return async (request: Request, response: Response, next: NextFunction) => {
    if (route.access === 'worker' || route.access === 'carrier') {
      const { workerToken, devCarrier } = deps.config;
      requireToken(request, route.access === 'worker' ? workerToken : devCarrier.reportToken);
      return next();
    }
    const principal = await authenticate(request, deps);
    principals.set(request, principal);
    response.locals['tenantId'] = principal.tenantId;
    response.locals['principalId'] = principal.id;
    if (route.access !== 'signed-in' && route.access !== 'public') {
      const verdict = permits(principal, route.access);
      if (!verdict.allowed) throw forbidden(refusal(principal, route.access, verdict.because));
    }
    next();
  };
}

/** Whether people and keys of tenants ask it, rather than anybody or the installation's own processes. */
function isTenants(access: Access): boolean {
  return access !== 'public' && access !== 'worker' && access !== 'carrier';
}

const principals = new WeakMap<Request, Principal>();

function refusal(principal: Principal, permission: string, because: 'role' | 'scope'): string {
  if (because === 'scope') return `This API key lacks the scope ${permission}. Make a key that has it.`;
  return `The role ${principal.role} may not do this (${permission}). Ask an owner of your tenant.`;
}

async function answer(
  route: Route,
  request: Request,
  response: Response,
  deps: ApiDependencies,
  options: MountOptions,
): Promise<void> {
  const raw: RawInput = { params: request.params, query: request.query, body: request.body };
  switch (route.run.kind) {
    case 'open':
      return send(route, response, await route.run.prepare(raw)({ request }, deps), options);
    case 'worker-stream':
      response.locals['stream'] = true;
      return route.run.prepare(raw)({ request, response }, deps);
    case 'stream': {
      response.locals['stream'] = true;
      return route.run.prepare(raw)({ principal: principalOf(request), request, response }, deps);
    }
    case 'tenant': {
      const handle = route.run.prepare(raw);
      const reply = await inTransaction(route, raw, request, deps, (scope) => handle(scope, deps));
      return send(route, response, reply, options);
    }
  }
}

async function inTransaction(
  route: Route,
  raw: RawInput,
  request: Request,
  deps: ApiDependencies,
  handle: (scope: TenantScope) => Promise<AnyReply>,
): Promise<AnyReply> {
  const principal = principalOf(request);
  const key = route.idempotent ? idempotencyKey(request) : null;
  const ifMatch = route.conditional ? readIfMatch(request) : null;
  const reply = await deps.database.inTenant(principal.tenantId, async (tx) => {
    const scope = { principal, tx, em: entityManagerInside(deps.database.orm, tx), ifMatch, request };
    if (key === null) return handle(scope);
    const { replayed, ...once } = await onceOnly(tx, deps.keyring, { route: route.id, key, content: raw }, () =>
      handle(scope),
    );
    return replayed ? { ...once, headers: { ...once.headers, 'idempotent-replayed': 'true' } } : once;
  });
  const after = await reply.afterCommit?.();
  return after === undefined ? reply : { ...reply, body: after };
}

/** The request’s Idempotency-Key; null without one. @throws Problem 422 */
export function idempotencyKey(request: Request): string | null {
  const key = request.get('idempotency-key');
  if (key === undefined) return null;
  if (/^[\x21-\x7e]{1,255}$/.test(key)) return key;
  throw invalid([
    {
      field: 'header.Idempotency-Key',
      message: 'It is not usable.',
      remedy: 'Send 1 to 255 visible ASCII characters, a UUID for one.',
    },
  ]);
}

function send(route: Route, response: Response, reply: AnyReply, options: MountOptions): void {
  if (options.checkResponses) checkAgainst(route, reply);
  response.status(reply.status);
  if (reply.version !== undefined) response.set('etag', `"${reply.version}"`);
  for (const [name, value] of Object.entries(reply.headers ?? {})) response.set(name, value);
  const { contentType, body } = route.responses[reply.status] ?? {};
  if (contentType !== undefined) {
    response.type(contentType).send(String(reply.body));
    return;
  }
  if (body === undefined) {
    response.end();
    return;
  }
  if (response.getHeader('cache-control') === undefined) response.set('cache-control', 'no-store');
  response.json(reply.body);
}

function checkAgainst(route: Route, reply: AnyReply): void {
  const spec = route.responses[reply.status];
  if (!spec) throw new Error(`${route.id} answered ${reply.status}, which it does not declare`);
  const schema: z.ZodType | undefined = spec.body;
  const checked = schema?.safeParse(JSON.parse(JSON.stringify(reply.body ?? null)));
  if (checked && !checked.success)
    throw new Error(`${route.id} answered what it does not declare: ${checked.error.message}`);
}

/** The gate has run for every route that asks this. */
export function principalOf(request: Request): Principal {
  const principal = principals.get(request);
  if (!principal) throw new Error('no gate ran before this handler');
  return principal;
}
