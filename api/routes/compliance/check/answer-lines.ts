import { once } from 'node:events';
import type { Readable, Writable } from 'node:stream';
import type { Request, Response } from 'express';
import type { TenantId } from '../../../../domain/ids.ts';
import { ComplianceCheck, type ComplianceVerdict } from '../../../contract/compliance.ts';
import type { ApiDependencies } from '../../../dependencies.ts';
import { fieldErrors } from '../../../http/field-errors.ts';
import { invalid, Problem } from '../../../http/problem.ts';
import { unstorableText } from '../../../http/storable-text.ts';
import { answerChecks } from './answer-checks.ts';

export const MOST_LINES = 10_000;
const MOST_LINE_BYTES = 64 * 1024;
/** Lines that are looked up and answered together. */
const BATCH = 250;

type Read = { line: number; check: ComplianceCheck } | { line: number; problem: Problem };
/** A line's text without its end; null where it was too long to keep. */
type RawLine = { line: number; text: string | null };

/** Reads checks line by line and writes the answers as they come, at flat memory however long the lines. */
export async function answerLines(
  deps: ApiDependencies,
  who: { tenantId: TenantId; actor: string },
  request: Request,
  response: Response,
): Promise<void> {
  requireNdjson(request);
  response.status(200).set({ 'content-type': 'application/x-ndjson; charset=utf-8', 'cache-control': 'no-store' });
  let batch: Read[] = [];
  let asked = 0;
  for await (const raw of linesOf(request)) {
    if (raw.text?.trim() === '') continue;
    asked += 1;
    if (asked > MOST_LINES) {
      batch.push({ line: raw.line, problem: tooMany() });
      break;
    }
    batch.push(readLine(raw));
    if (batch.length < BATCH) continue;
    await answer(batch);
    batch = [];
  }
  await answer(batch);
  response.end();
  // What is left of a request that was cut short is read and dropped, so that its sender sees the answer.
  request.resume();

  async function answer(lines: readonly Read[]): Promise<void> {
    if (lines.length === 0 || response.destroyed) return;
    const checks = lines.flatMap((one) => ('check' in one ? [one.check] : []));
    const answers = await deps.database
      .inTenant(who.tenantId, (tx) => answerChecks(deps, tx, checks, who.actor))
      .catch((error: unknown) => {
        deps.log.error({ err: error }, 'a batch of compliance checks could not be answered');
        return checks.map(() => unanswered());
      });
    let next = 0;
    const texts = lines.map((one) => {
      const given = 'check' in one ? (answers[next++] ?? unanswered()) : one.problem;
      return `${JSON.stringify({ line: one.line, ...present(given) })}\n`;
    });
    await write(response, texts.join(''));
  }
}

function present(answer: ComplianceVerdict | Problem): object {
  if (!(answer instanceof Problem)) return answer;
  const { code, title, status, detail, errors } = answer;
  const type = `urn:ringfence:problem:${code}`;
  return { problem: { type, title, status, detail, ...(errors.length > 0 ? { errors } : {}) } };
}

async function write(response: Writable, text: string): Promise<void> {
  if (!response.write(text)) await Promise.race([once(response, 'drain'), once(response, 'close')]);
}

function readLine({ line, text }: RawLine): Read {
  if (text === null) return { line, problem: tooLong() };
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return { line, problem: notJson() };
  }
  const parsed = ComplianceCheck.safeParse(value);
  const errors = [...unstorableText(value), ...(parsed.success ? [] : fieldErrors(parsed.error.issues, ''))];
  if (!parsed.success || errors.length > 0) return { line, problem: invalid(errors) };
  return { line, check: parsed.data };
}

/** Cuts at line feeds, whatever pieces the bytes come in. Of a line that is too long nothing is kept. */
async function* linesOf(source: Readable): AsyncGenerator<RawLine> {
  let pieces: Buffer[] = [];
  let bytes = 0;
  let line = 1;
  const take = (): RawLine => {
    const text = bytes > MOST_LINE_BYTES ? null : Buffer.concat(pieces).toString('utf8');
    pieces = [];
    bytes = 0;
    return { line: line++, text };
  };
  for await (const chunk of source.iterator({ destroyOnReturn: false })) {
    let rest: Buffer = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk));
    for (let end = rest.indexOf(0x0a); end >= 0; end = rest.indexOf(0x0a)) {
      keep(rest.subarray(0, end));
      yield take();
      rest = rest.subarray(end + 1);
    }
    keep(rest);
  }
  if (bytes > 0) yield take();

  function keep(piece: Buffer): void {
    bytes += piece.length;
    if (bytes <= MOST_LINE_BYTES) pieces.push(piece);
    else pieces = [];
  }
}

function requireNdjson(request: Request): void {
  const type = (request.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'text/plain'].includes(type)) return;
  throw new Problem(
    415,
    'unsupported-media-type',
    'The body is not NDJSON',
    'Send one JSON object a line with content type application/x-ndjson.',
  );
}

const tooMany = () =>
  new Problem(
    413,
    'too-many-lines',
    'Too many lines',
    `A batch has at most ${MOST_LINES} checks. Send the rest in another one.`,
  );
const tooLong = () =>
  new Problem(413, 'line-too-long', 'The line is too long', `A line has at most ${MOST_LINE_BYTES} bytes.`);
const notJson = () =>
  new Problem(
    400,
    'malformed-json',
    'The line is not JSON',
    'Send one JSON object a line, without line breaks inside.',
  );
const unanswered = () =>
  new Problem(503, 'check-unavailable', 'Temporarily unavailable', 'The check could not be carried out. Ask it again.');
