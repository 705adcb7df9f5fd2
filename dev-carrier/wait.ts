/** Resolves after `ms`, or at once when `signal` aborts; says which. */
export function waited(ms: number, signal: AbortSignal): Promise<'over' | 'cut'> {
  if (signal.aborted) return Promise.resolve('cut');
  return new Promise((resolve) => {
    const onCut = () => {
      clearTimeout(timer);
      resolve('cut');
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', onCut);
      resolve('over');
    }, ms);
    signal.addEventListener('abort', onCut, { once: true });
  });
}
