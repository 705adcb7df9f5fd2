/**
 * Code that cannot be fetched because the device is offline is fetched once it is back. The router would load the whole page
 * anew, which offline leaves nothing of what is shown or typed.
 */
export function whenOnline<M>(load: () => Promise<M>): () => Promise<M> {
  return () =>
    load().catch(async (error: unknown) => {
      if (navigator.onLine) throw error;
      await new Promise((resolve) => addEventListener('online', resolve, { once: true }));
      return load();
    });
}
