import { useMemo, useState } from 'react';

/** The header by which a repeated press is done once, and what makes the next request a new one. */
export function useOnce() {
  const [key, setKey] = useState(() => crypto.randomUUID());
  return useMemo(() => ({ key, headers: { 'Idempotency-Key': key }, renew: () => setKey(crypto.randomUUID()) }), [key]);
}
