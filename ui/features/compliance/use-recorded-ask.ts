import { type UseMutationOptions, useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';

/**
 * Asks what the server writes down that somebody asked: once for each question, never again by itself, as reads are when
 * a window comes back or an event arrives.
 */
export function useRecordedAsk<Answer, Failure, Body>(
  options: UseMutationOptions<Answer, Failure, { body: Body }>,
  body: Body | null,
) {
  const ask = useMutation(options);
  const { mutate, reset } = ask;
  const asked = useRef<string | null>(null);
  const key = body === null ? null : JSON.stringify(body);
  useEffect(() => {
    if (asked.current === key) return;
    asked.current = key;
    if (body === null) reset();
    else mutate({ body });
  }, [key, body, mutate, reset]);
  return ask;
}
