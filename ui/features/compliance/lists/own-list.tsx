import { Select } from '@mantine/core';
import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  listCampaignsOptions,
  listSuppressionsInfiniteOptions,
  removeSuppressionMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { useMay } from '../../../session/use-session.tsx';
import { sourceLabel } from '../words.ts';
import { ListedNumbers, useListQuery } from './listed-numbers.tsx';

/** Everybody whom this tenant never calls, and those whom one campaign does not. */
export function OwnList() {
  const search = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const { campaign } = search;
  const campaigns = useQuery({ ...listCampaignsOptions({ query: { limit: 200 } }), staleTime: 30_000 });
  const names = new Map((campaigns.data?.items ?? []).map(({ id, name }) => [id, name]));
  return (
    <ListedNumbers
      list={campaign === undefined ? { list: 'internal' } : { list: 'campaign', campaignId: campaign }}
      label="Your own list"
      what="see the do-not-call list"
      entries={useInfiniteQuery({
        ...listSuppressionsInfiniteOptions({
          query: { ...useListQuery(), ...(campaign !== undefined && { campaignId: campaign }) },
        }),
        initialPageParam: {},
        getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      })}
      beside={
        <Select
          aria-label="Whose list"
          placeholder="Every list"
          data={[...names].map(([value, label]) => ({ value, label }))}
          value={campaign ?? null}
          onChange={(id) =>
            void navigate({
              to: '/compliance/lists',
              search: { ...search, campaign: id ?? undefined },
            })
          }
          searchable
          clearable
          w={220}
        />
      }
      from={{ title: 'Heard of by', cell: ({ source }) => sourceLabel(source) }}
      holds={({ campaignId }) => (campaignId === null ? 'every campaign' : (names.get(campaignId) ?? 'one campaign'))}
      empty={
        campaign === undefined
          ? 'Opt-outs land here by themselves.'
          : 'Numbers that this campaign alone does not call: add them, typed or as a file.'
      }
      mayTakeOff={useMay('suppressions:remove')}
      removal={useMutation(removeSuppressionMutation())}
      consequence={(one) => (
        <>
          {one?.number ?? 'This number'} was listed because of {one && sourceLabel(one.source)}. Off the list, somebody
          who said no may be called again. Leads that were ended stay ended.
        </>
      )}
    />
  );
}
