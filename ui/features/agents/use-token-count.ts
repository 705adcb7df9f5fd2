import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { countTokens } from '../../api-client/sdk.gen.ts';
import { figure } from '../../parts/figures.ts';

const PAUSE_MS = 350;

/** Tokens of texts while they are written, as the server counts them for the agent's model. */
export function useTokenCount(texts: Record<string, string>, provider: string, model: string) {
  const [asked] = useDebouncedValue(JSON.stringify({ texts, provider, model }), PAUSE_MS);
  const counted = useQuery({
    queryKey: ['tokens', asked],
    queryFn: async ({ signal }) => (await countTokens({ body: JSON.parse(asked), signal, throwOnError: true })).data,
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 30_000,
    meta: { part: 'how long the texts are' },
  });
  const { data } = counted;
  return {
    limit: data?.limit ?? null,
    exact: data?.exact ?? false,
    note:
      data === undefined
        ? ''
        : `${data.note}${data.limit === null ? '' : ` The model takes ${figure(data.limit)} tokens.`}`,
    tokensOf: (name: string): number | null => data?.texts[name]?.tokens ?? null,
  };
}

export type TokenCountOf = ReturnType<typeof useTokenCount>;
