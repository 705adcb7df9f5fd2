import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import type { Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';

/**
 * What must not be an argument, since those are seen by others: each is asked for without showing it, or is the next
 * line of what is piped in. @throws CommandFailure when one is left empty
 */
export async function askSecrets({ stderr, signal }: Context, questions: readonly string[]): Promise<string[]> {
  const interactive = process.stdin.isTTY === true;
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: interactive });
  // Lines that are piped in together must not be lost between two questions.
  const piped = lines[Symbol.asyncIterator]();
  try {
    const answers: string[] = [];
    for (const question of questions) {
      if (interactive) stderr.write(`${question}: `);
      const answer = interactive ? await lines.question('', { signal }) : ((await piped.next()).value ?? '');
      if (interactive) stderr.write('\n');
      if (answer.trim() === '') throw new CommandFailure(EXIT.usage, `Nothing was given. Asked for: ${question}.`);
      answers.push(answer.trim());
    }
    return answers;
  } finally {
    lines.close();
  }
}
