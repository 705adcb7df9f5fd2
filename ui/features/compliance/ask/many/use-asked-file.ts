import { useCallback, useEffect, useRef, useState } from 'react';
import type { ComplianceCheck } from '../../../../api-client/types.gen.ts';
import { useSession } from '../../../../session/use-session.tsx';
import { answersOf, inOrder, isSettled, type NumberAnswer, unsettled } from './answers.ts';
import { linesOf, type NumberInFile } from './numbers-in-file.ts';

type Beside = Pick<ComplianceCheck, 'kind' | 'campaignId' | 'at'>;
interface Asked {
  numbers: readonly NumberInFile[];
  beside: Beside;
  answers: readonly NumberAnswer[];
  isGoingOn: boolean;
  error: unknown;
}

/** Asks about many numbers and takes the answers as they come; what was answered stays when it is stopped or breaks off. */
export function useAskedFile() {
  const session = useSession();
  const [asked, setAsked] = useState<Asked | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  async function go(numbers: readonly NumberInFile[], beside: Beside, before: readonly NumberAnswer[]): Promise<void> {
    running.current?.abort();
    const { signal } = (running.current = new AbortController());
    const left = unsettled(numbers, before);
    let answers = before.filter(isSettled);
    const tell = (isGoingOn: boolean, error: unknown = null) => {
      // Another question may have taken the place of this one.
      if (running.current?.signal === signal) setAsked({ numbers, beside, answers, isGoingOn, error });
    };
    tell(true);
    try {
      const response = await session.fetch('/api/v1/compliance/checks/batch', {
        method: 'POST',
        headers: { 'content-type': 'application/x-ndjson' },
        body: linesOf(left, beside),
        signal,
      });
      if (!response.ok || response.body === null) throw await response.json();
      for await (const some of answersOf(response.body, left)) {
        answers = inOrder([...answers, ...some]);
        tell(true);
      }
      tell(false);
    } catch (error) {
      tell(false, signal.aborted ? null : error);
    }
  }

  const forget = useCallback(() => {
    running.current?.abort();
    running.current = null;
    setAsked(null);
  }, []);

  return {
    asked,
    ask: (numbers: readonly NumberInFile[], beside: Beside) => void go(numbers, beside, []),
    /** Asks those that have no answer yet, or one that says to ask again: the others are not looked up twice. */
    goOn: () => asked && void go(asked.numbers, asked.beside, asked.answers),
    stop: () => running.current?.abort(),
    forget,
  };
}

export type AskedFile = Asked;
