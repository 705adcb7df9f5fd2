import { useMemo, useState } from 'react';
import { isUnreachable } from '../http/problem.ts';

/**
 * The header by which a repeated press is done once, and what makes the next request a new one. Where nobody answered it
 * stays: what arrived all the same is not done a second time.
 */
export function useOnce() {
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMemo(
    () => ({
      key,
      headers: { 'Idempotency-Key': key },
      renew: (_answer?: unknown, error?: unknown) => {
        if (!error || !isUnreachable(error)) setKey(crypto.randomUUID());
      },
    }),
    [key],
  );
}
