import { z } from 'zod';
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiPathsObject } from 'zod-openapi';
import { PERMISSIONS, POLICY } from '../auth/policy.ts';
import type { Access, Route } from '../http/route.ts';
import { ProblemBody } from './problem.ts';

/** The OpenAPI 3.1 description of the routes. */
export function describeApi(routes: readonly Route[]) {
  const paths: ZodOpenApiPathsObject = {};
  for (const route of routes) {
    const path = route.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operationOf(route) };
  }
  return createDocument({
    openapi: '3.1.0',
    info: {
      title: 'Ringfence',
      version: '1',
      description:
        'AI voice campaigns that cannot break the rules and cannot lose a call. Errors are RFC 9457 problems that name field and remedy.',
      license: { name: 'MIT', identifier: 'MIT' },
    },
    servers: [{ url: '/' }],
    tags: [...new Set(routes.map((route) => route.tag))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: 'http',
          scheme: 'bearer',
          description: 'An access token of POST /api/v1/auth/sign-in, or an API key.',
        },
        apiKey: { type: 'apiKey', in: 'header', name: 'X-API-Key', description: `Scopes: ${PERMISSIONS.join(', ')}.` },
        worker: {
          type: 'http',
          scheme: 'bearer',
          description: 'WORKER_TOKEN of the installation, for its own processes.',
        },
      },
    },
  });
}

function operationOf(route: Route): ZodOpenApiOperationObject {
  const headers = {
    ...(route.idempotent ? { 'Idempotency-Key': IdempotencyKey } : {}),
    ...(route.conditional ? { 'If-Match': IfMatch } : {}),
  };
  const description = [route.description, allowed(route.access)].filter(Boolean).join('\n\n');
  return {
    operationId: route.id,
    summary: route.summary,
    ...(description === '' ? {} : { description }),
    tags: [route.tag],
    security: securityOf(route.access),
    requestParams: {
      ...(route.params instanceof z.ZodObject ? { path: route.params } : {}),
      ...(route.query instanceof z.ZodObject ? { query: route.query } : {}),
      ...(Object.keys(headers).length > 0 ? { header: z.object(headers) } : {}),
    },
    ...(route.rawBody ? { requestBody: RAW_BODY } : {}),
    ...(route.body && !route.rawBody
      ? { requestBody: { required: needsBody(route), content: { 'application/json': { schema: route.body } } } }
      : {}),
    responses: {
      ...Object.fromEntries(Object.entries(route.responses).map(([status, spec]) => [status, responseOf(spec)])),
      default: { description: 'A problem.', content: { 'application/problem+json': { schema: ProblemBody } } },
    },
  };
}

/** A POST whose fields may all be left out may come without a body. */
function needsBody({ method, body }: Route): boolean {
  return method !== 'post' || body?.safeParse({}).success !== true;
}

function responseOf({ description, body, contentType }: Route['responses'][number]) {
  if (!body) return { description, ...(contentType ? { content: { [contentType]: { schema: z.string() } } } : {}) };
  return { description, content: { [contentType ?? 'application/json']: { schema: body } } };
}

function securityOf(access: Access): Record<string, string[]>[] {
  if (access === 'public') return [];
  return access === 'worker' || access === 'carrier' ? [{ worker: [] }] : [{ bearer: [] }, { apiKey: [] }];
}

function allowed(access: Access): string {
  if (access === 'public' || access === 'signed-in' || access === 'worker' || access === 'carrier') return '';
  return `Needs \`${access}\`: ${POLICY[access].join(', ')}.`;
}

const IdempotencyKey = z.string().max(255).optional().meta({
  description: 'A new UUID for each new request. A repeat within a day gets the first answer and changes nothing.',
});
const IfMatch = z
  .string()
  .optional()
  .meta({ description: 'The ETag you read: the change is refused when somebody else was faster.' });

const RAW_BODY = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: z.object({
        file: z.string().meta({ format: 'binary' }),
        mapping: z.string().optional().meta({ description: 'JSON: which column is what.' }),
      }),
    },
    'text/csv': { schema: z.string().meta({ format: 'binary' }) },
  },
};
