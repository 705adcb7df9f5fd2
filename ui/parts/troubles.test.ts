import { expect, test } from '@jest/globals';
import { QueryClient, QueryObserver } from '@tanstack/react-query';
import { troublesIn } from './troubles.ts';

const problem = { type: 'about:blank', title: 'Not ready', status: 503, detail: 'Ask again.', instance: '' };

test('what could not be read stays told while it is asked again, until it is answered', async () => {
  const client = new QueryClient();
  let answer: () => Promise<string> = () => Promise.reject(problem);
  const observer = new QueryObserver(client, {
    ...{ queryKey: ['names'], queryFn: () => answer(), retry: false, meta: { part: 'the names' } },
  });
  const troubles = troublesIn(client.getQueryCache());
  const stop = observer.subscribe(() => undefined);
  await observer.refetch();
  const told = troubles();
  expect(told.map(({ error }) => error)).toEqual([problem]);

  let answered = (_names: string) => {};
  answer = () => new Promise((resolve) => (answered = resolve));
  const again = observer.refetch();
  expect(client.getQueryState(['names'])?.status).toBe('pending');
  expect(troubles()).toBe(told);
  answered('Ana');
  await again;
  expect(troubles()).toEqual([]);
  stop();
  client.clear();
});
