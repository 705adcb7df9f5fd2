import type { ZoneTable } from '../../../domain/time.ts';
import { windowProblems as problemsOf } from '../../../domain/window-problems.ts';
import type { CallingWindow } from '../../contract/campaigns.ts';
import type { ProblemField } from '../../contract/problem.ts';

/** What makes a window one that never opens. */
export function windowProblems(window: CallingWindow, zones: ZoneTable): ProblemField[] {
  return problemsOf(window, zones).map(({ part, message, remedy }) => ({
    field: part === 'window' ? 'callingWindow' : `callingWindow.${part}`,
    message: asSentence(message),
    remedy: asSentence(remedy),
  }));
}

export function asSentence(words: string): string {
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}.`;
}
