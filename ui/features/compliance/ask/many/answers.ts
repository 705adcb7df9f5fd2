import type { ComplianceVerdict, LocalTime } from '../../../../api-client/types.gen.ts';
import type { NumberInFile } from './numbers-in-file.ts';

/** What a table shows of an answer: the whole of ten thousand would fill a browser's memory. */
export interface NumberAnswer {
  asked: NumberInFile;
  verdict: ComplianceVerdict['verdict'] | 'not-asked';
  /** In words; of a line that could not be asked, what is wrong with it. */
  why: string;
  /** The rule that decided, or empty. */
  rule: string;
  /** When it may be called, where it may ring; null: now, never or unknown. */
  next: LocalTime | null;
  /** The server could not answer at that moment: it is to be asked again. */
  mayAnswerLater?: true;
}

/** Whether asking again would only look it up twice. */
export const isSettled = ({ mayAnswerLater }: NumberAnswer): boolean => mayAnswerLater !== true;

/** What is still to be asked, in its order. */
export function unsettled(numbers: readonly NumberInFile[], answers: readonly NumberAnswer[]): NumberInFile[] {
  const settled = new Set(answers.filter(isSettled).map(({ asked }) => asked.line));
  return numbers.filter(({ line }) => !settled.has(line));
}

/** As the file has them, however often some were asked. */
export function inOrder(answers: readonly NumberAnswer[]): NumberAnswer[] {
  return answers.toSorted((a, b) => a.asked.line - b.asked.line);
}

type Line = Pick<ComplianceVerdict, 'verdict' | 'reason' | 'reasonText' | 'findings' | 'localTimes'> & {
  problem?: { status: number; title: string; detail: string; errors?: { message: string }[] };
};

/** Answers of a stream, each with the number that it is about: they come in the order in which was asked. */
export async function* answersOf(
  body: ReadableStream<Uint8Array>,
  asked: readonly NumberInFile[],
): AsyncGenerator<NumberAnswer[]> {
  let rest = '';
  let at = 0;
  const decoder = new TextDecoder();
  const reader = body.getReader();
  for (let read = await reader.read(); !read.done; read = await reader.read()) {
    rest += decoder.decode(read.value, { stream: true });
    const lines = rest.split('\n');
    rest = lines.pop() ?? '';
    const answers = lines.flatMap((line) => {
      const number = asked[at];
      if (line === '' || number === undefined) return [];
      at += 1;
      return answerOf(number, JSON.parse(line));
    });
    if (answers.length > 0) yield answers;
  }
  // A stream that ends early is a connection that was lost: what was not answered can be asked again.
  if (at < asked.length) throw new TypeError('the answer ended early');
}

function answerOf(asked: NumberInFile, line: Line): NumberAnswer {
  if (line.problem) {
    const why = line.problem.errors?.map(({ message }) => message).join(' ') ?? line.problem.detail;
    return {
      asked,
      verdict: 'not-asked',
      why,
      rule: '',
      next: null,
      ...(line.problem.status >= 500 && { mayAnswerLater: true }),
    };
  }
  const { verdict, reason, reasonText, findings, localTimes } = line;
  return {
    asked,
    verdict,
    why: reasonText ?? '',
    rule: findings.find((finding) => finding.result !== 'pass' && finding.reason === reason)?.rule ?? '',
    next: verdict === 'deferred' ? (localTimes[0]?.next ?? null) : null,
  };
}

/** How many say so, most first. */
export function countedReasons(answers: readonly NumberAnswer[]): { why: string; count: number }[] {
  const said = answers.filter(({ verdict }) => verdict !== 'allowed');
  return [...Map.groupBy(said, ({ why }) => why)]
    .map(([why, same]) => ({ why, count: same.length }))
    .toSorted((a, b) => b.count - a.count);
}

/** As a table for other programs. Times are instants, beside the clock where the telephone rings. */
export function asCsv(answers: readonly NumberAnswer[]): string {
  const rows = answers.map(({ asked, verdict, why, rule, next }) => [
    ...[String(asked.line), asked.phone, verdict, why, rule],
    ...[next?.at ?? '', next === null ? '' : `${next.local} ${next.zone}`],
  ]);
  const head = ['line', 'number', 'verdict', 'reason', 'rule', 'next_callable_at', 'next_callable_local'];
  return [head, ...rows].map((cells) => cells.map(quoted).join(',')).join('\r\n');
}

const quoted = (cell: string) => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
