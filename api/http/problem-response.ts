import type { ErrorRequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import type { ProblemBody } from '../contract/problem.ts';
import { causeOfProblem } from './cause-of-problem.ts';
import { databaseProblem } from './database-problem.ts';
import { Problem } from './problem.ts';

const UNEXPECTED = 'unexpected';

/** Answers a thrown error. What is not a Problem is a bug: logged with its stack, told without details. */
export function problemHandler(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    if (response.headersSent) return next(error);
    const problem = asProblem(error);
    if (problem.status >= 500) {
      const about = { requestId: requestIdOf(response), method: request.method };
      // What is away comes back: which it is helps, where in this code it was missed tells nobody anything.
      if (problem.code === UNEXPECTED) log.error({ err: error, ...about }, 'request failed');
      else log.warn({ problem: problem.code, cause: causeOfProblem(error), ...about }, 'request failed for now');
    }
    sendProblem(response, problem);
  };
}

export function sendProblem(response: Response, problem: Problem): void {
  const body: ProblemBody = {
    type: `urn:ringfence:problem:${problem.code}`,
    title: problem.title,
    status: problem.status,
    detail: problem.detail,
    instance: `urn:ringfence:request:${requestIdOf(response)}`,
    ...(problem.errors.length > 0 ? { errors: [...problem.errors] } : {}),
  };
  response
    .status(problem.status)
    .set({ 'cache-control': 'no-store', ...problem.headers })
    .type('application/problem+json')
    .send(JSON.stringify(body));
}

export function requestIdOf(response: Response): string {
  const id: unknown = response.locals['requestId'];
  return typeof id === 'string' ? id : 'unknown';
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error;
  return bodyParserProblem(error) ?? databaseProblem(error) ?? unexpected();
}

function unexpected(): Problem {
  return new Problem(
    500,
    UNEXPECTED,
    'Something went wrong here',
    'The request could not be carried out, and nothing was changed. Try again; if it stays, give the request id to your operator.',
  );
}

/** body-parser's and express's own errors carry `status` and `type`. */
function bodyParserProblem(error: unknown): Problem | null {
  if (!(error instanceof Error) || !('status' in error) || typeof error.status !== 'number') return null;
  const type = 'type' in error && typeof error.type === 'string' ? error.type : '';
  if (type === 'entity.too.large') {
    return new Problem(
      413,
      'too-large',
      'The body is too large',
      'JSON bodies may have 1 MB. Upload lists as a file: POST /api/v1/lists/:id/imports.',
    );
  }
  if (type === 'entity.parse.failed') {
    return new Problem(
      400,
      'malformed-json',
      'The body is not JSON',
      'The body could not be read as JSON. Check quotes, commas and the encoding (UTF-8).',
    );
  }
  if (error.status >= 400 && error.status < 500) {
    return new Problem(
      error.status,
      'bad-request',
      'The request could not be read',
      'Check address, encoding and headers of the request.',
    );
  }
  return null;
}
