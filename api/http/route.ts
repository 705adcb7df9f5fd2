import type { EntityManager } from '@mikro-orm/postgresql';
import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { TenantTx } from '../../database/connect.ts';
import type { Permission } from '../auth/policy.ts';
import type { Principal } from '../auth/principal.ts';
import type { ApiDependencies } from '../dependencies.ts';
import { type Input, parserOf, type RawInput } from './read-input.ts';

export type Method = 'get' | 'post' | 'put' | 'patch' | 'delete';

/**
 * Who gets in. `public`: anyone. `signed-in`: any person or key of a tenant. `worker`: the installation's own
 * processes. `carrier`: the development carrier. Else what a role and, for API keys, a scope must permit (policy.ts).
 */
export type Access = 'public' | 'signed-in' | 'worker' | 'carrier' | Permission;

export interface ResponseSpec {
  description: string;
  /** Left out: the answer has no JSON body. */
  body?: z.ZodType;
  /** Of bodies that are not JSON. */
  contentType?: string;
}
export type Responses = Readonly<Record<number, ResponseSpec>>;

type BodyOf<S extends ResponseSpec> = S extends { body: infer B extends z.ZodType } ? z.output<B> : undefined;

/** What a handler answers: a declared status with the body declared for it. */
export type Reply<R extends Responses> = {
  [S in keyof R & number]: {
    status: S;
    body: BodyOf<R[S]>;
    /** Becomes the ETag. */
    version?: number;
    headers?: Record<string, string | string[]>;
    /** Runs once the transaction is committed, before the answer leaves; what it returns replaces the body. */
    afterCommit?: () => Promise<BodyOf<R[S]>>;
  };
}[keyof R & number];

export interface AnyReply {
  status: number;
  body: unknown;
  version?: number;
  headers?: Record<string, string | string[]>;
  afterCommit?: () => Promise<unknown>;
}

/** What the framework adds to a parsed request of someone who is signed in. */
export interface TenantScope {
  principal: Principal;
  /** One transaction of the principal's tenant. It commits when the handler returns and rolls back when it throws. */
  tx: TenantTx;
  /** Entities inside the same transaction. */
  em: EntityManager;
  /** Versions of `If-Match`; null when the header was not sent. */
  ifMatch: readonly number[] | null;
  request: Request;
}
/** What is added where no tenant is known: public routes and those of the installation's own processes. */
export interface OpenScope {
  request: Request;
}
/** Routes that write their answer themselves. */
export interface StreamScope {
  principal: Principal;
  request: Request;
  response: Response;
}

interface Common<A extends Access, P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends Responses> {
  /** Name of the operation in the API description and in generated clients. */
  id: string;
  method: Method;
  /** Express form: `/api/v1/agents/:id`. */
  path: string;
  tag: string;
  summary: string;
  description?: string;
  access: A;
  params?: P;
  query?: Q;
  body?: B;
  responses: R;
}

/** A route as the application mounts it and the API description lists it. */
export interface Route {
  id: string;
  method: Method;
  path: string;
  tag: string;
  summary: string;
  description?: string;
  access: Access;
  params?: z.ZodType;
  query?: z.ZodType;
  body?: z.ZodType;
  responses: Responses;
  /** Honours `Idempotency-Key`: the answer is stored in the transaction of the write. */
  idempotent: boolean;
  /** Honours `If-Match`. */
  conditional: boolean;
  /** The body is not JSON and not limited by the JSON parser. */
  rawBody: boolean;
  run:
    | { kind: 'tenant'; prepare(raw: RawInput): (scope: TenantScope, deps: ApiDependencies) => Promise<AnyReply> }
    | { kind: 'open'; prepare(raw: RawInput): (scope: OpenScope, deps: ApiDependencies) => Promise<AnyReply> }
    | { kind: 'stream'; prepare(raw: RawInput): (scope: StreamScope, deps: ApiDependencies) => Promise<void> }
    | {
        kind: 'worker-stream';
        prepare(
          raw: RawInput,
        ): (scope: { request: Request; response: Response }, deps: ApiDependencies) => Promise<void>;
      };
}

type None = z.ZodUndefined;

/** A route of a tenant: JSON in, JSON out, one transaction. Responses are checked when this compiles. */
export function defineRoute<
  const R extends Responses,
  P extends z.ZodType = None,
  Q extends z.ZodType = None,
  B extends z.ZodType = None,
>(
  spec: Common<'signed-in' | Permission, P, Q, B, R> & {
    idempotent?: boolean;
    conditional?: boolean;
    handler(context: Input<P, Q, B> & TenantScope, deps: ApiDependencies): Promise<Reply<NoInfer<R>>>;
  },
): Route {
  const parse = parserOf(spec);
  return {
    ...spec,
    idempotent: spec.idempotent ?? false,
    conditional: spec.conditional ?? false,
    rawBody: false,
    run: {
      kind: 'tenant',
      prepare(raw) {
        const input = parse(raw);
        return (scope, deps) => spec.handler({ ...input, ...scope }, deps);
      },
    },
  };
}

/**
 * A route without a tenant's transaction: sign-in, health, links to refuse calls by, and what other processes report. Probes
 * and mail programs add parameters of their own to an address: those that it does not know are left alone.
 */
export function defineOpenRoute<
  const R extends Responses,
  P extends z.ZodType = None,
  Q extends z.ZodType = None,
  B extends z.ZodType = None,
>(
  spec: Common<'public' | 'worker' | 'carrier', P, Q, B, R> & {
    rawBody?: boolean;
    handler(context: Input<P, Q, B> & OpenScope, deps: ApiDependencies): Promise<Reply<NoInfer<R>>>;
  },
): Route {
  const parse = parserOf(spec, { takesAnyQuery: true });
  return {
    ...spec,
    idempotent: false,
    conditional: false,
    rawBody: spec.rawBody ?? false,
    run: {
      kind: 'open',
      prepare(raw) {
        const input = parse(raw);
        return (scope, deps) => spec.handler({ ...input, ...scope }, deps);
      },
    },
  };
}

/** A route that reads or writes a stream: events, uploads, downloads. It opens its own transactions. */
export function defineStream<
  const R extends Responses,
  P extends z.ZodType = None,
  Q extends z.ZodType = None,
  B extends z.ZodType = None,
>(
  spec: Common<'signed-in' | Permission, P, Q, B, R> & {
    idempotent?: boolean;
    rawBody?: boolean;
    handler(context: Input<P, Q, B> & StreamScope, deps: ApiDependencies): Promise<void>;
  },
): Route {
  const parse = parserOf(spec);
  return {
    ...spec,
    idempotent: spec.idempotent ?? false,
    conditional: false,
    rawBody: spec.rawBody ?? false,
    run: {
      kind: 'stream',
      prepare(raw) {
        const input = parse(raw);
        return (scope, deps) => spec.handler({ ...input, ...scope }, deps);
      },
    },
  };
}

/** A stream for the installation's own processes. */
export function defineWorkerStream<const R extends Responses, Q extends z.ZodType = None>(
  spec: Common<'worker', None, Q, None, R> & {
    handler(
      context: Input<None, Q, None> & { request: Request; response: Response },
      deps: ApiDependencies,
    ): Promise<void>;
  },
): Route {
  const parse = parserOf(spec);
  return {
    ...spec,
    idempotent: false,
    conditional: false,
    rawBody: false,
    run: {
      kind: 'worker-stream',
      prepare(raw) {
        const input = parse(raw);
        return (scope, deps) => spec.handler({ ...input, ...scope }, deps);
      },
    },
  };
}
