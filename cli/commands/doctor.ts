import type { Command } from 'commander';
import { connect, type Context, findTarget, type Target } from '../context.ts';
import { lookAtAccess } from '../doctor/access.ts';
import { lookAtCheckout } from '../doctor/checkout.ts';
import { bad, type Finding, good } from '../doctor/finding.ts';
import { lookAtServices } from '../doctor/services.ts';
import { CommandFailure, EXIT, type ExitCode } from '../failure.ts';
import { unreachable } from '../http/problems.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printLines } from '../printing.ts';

const SIGN = { good: '✓', warning: '!', bad: '✗' } as const;

export function addDoctorCommand(program: Command, context: Context): void {
  addLeaf(program, 'doctor', 'look at everything that has to work, and say how to repair what does not', [
    'doctor',
    'doctor --json | jq \'.findings[] | select(.verdict != "good")\'',
  ]).action(async (options: JsonOption) => {
    const { findings, exitCode } = await examine(context);
    if (options.json) printJson(context.stdout, { healthy: exitCode === EXIT.ok, findings });
    else printLines(context.stdout, findings.flatMap(linesOf));
    if (exitCode !== EXIT.ok) {
      const count = findings.filter(({ verdict }) => verdict === 'bad').length;
      throw new CommandFailure(
        exitCode,
        count === 1 ? 'One thing has to be repaired.' : `${count} things have to be repaired.`,
      );
    }
  });
}

async function examine(context: Context): Promise<{ findings: Finding[]; exitCode: ExitCode }> {
  const findings = lookAtCheckout(context.root, context.env);
  let target: Target;
  try {
    target = findTarget(context);
  } catch (error) {
    return { findings: [...findings, asFinding('Server', error)], exitCode: EXIT.auth };
  }
  findings.push(good('Address and key from', target.source));
  try {
    findings.push(...(await lookAtServices(target.profile.url)));
  } catch (error) {
    const failure = unreachable(target.profile.url, error);
    return { findings: [...findings, asFinding('Server', failure)], exitCode: EXIT.unreachable };
  }
  try {
    findings.push(...(await lookAtAccess(connect(context))));
  } catch (error) {
    findings.push(asFinding('API', error));
  }
  return { findings, exitCode: worstOf(findings) };
}

function worstOf(findings: readonly Finding[]): ExitCode {
  const broken = findings.filter(({ verdict }) => verdict === 'bad');
  if (broken.some(({ what }) => what === 'API key')) return EXIT.auth;
  return broken.length > 0 ? EXIT.failure : EXIT.ok;
}

function asFinding(what: string, error: unknown): Finding {
  if (!(error instanceof CommandFailure)) throw error;
  return bad(what, error.message, error.details.join(' ') || 'See the server’s log.');
}

function linesOf({ what, verdict, found, remedy }: Finding): string[] {
  return [`${SIGN[verdict]} ${what}: ${found}`, ...(remedy ? [`    → ${remedy}`] : [])];
}
