import { CommanderError } from 'commander';
import { z } from 'zod';
import type { Context } from './context.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { buildProgram } from './program.ts';

/** Runs one command line and resolves with its exit code. Never throws. */
export async function run(args: readonly string[], context: Context): Promise<number> {
  try {
    await buildProgram(context).parseAsync(args, { from: 'user' });
    return EXIT.ok;
  } catch (error) {
    return report(error, args.includes('--json'), context);
  }
}

function report(error: unknown, json: boolean, { stderr, signal }: Context): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.ok : EXIT.usage;
  if (signal.aborted) return 130;
  const failure = asFailure(error);
  const { message, details, exitCode } = failure;
  if (json) stderr.write(`${JSON.stringify({ error: message, details, exitCode })}\n`);
  else stderr.write([`✗ ${message}`, ...details.map((line) => `  ${line}`), ''].join('\n'));
  return exitCode;
}

function asFailure(error: unknown): CommandFailure {
  if (error instanceof CommandFailure) return error;
  if (error instanceof z.ZodError) {
    return new CommandFailure(EXIT.failure, 'The server answered in a form that this command line does not know.', [
      'Are both of one version? `ringfence doctor` shows them.',
    ]);
  }
  return new CommandFailure(EXIT.failure, error instanceof Error ? error.message : String(error));
}
