import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import {
  listSuppressionsInfiniteOptions,
  removeSuppressionMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { CampaignFilter } from '../../../parts/campaign-filter.tsx';
import { useCampaignChoices } from '../../../parts/use-choices.ts';
import { useMay } from '../../../session/use-session.tsx';
import { sourceLabel } from '../words.ts';
import { ListedNumbers, useListQuery } from './listed-numbers.tsx';

/** Everybody whom this tenant never calls, and those whom one campaign does not. */
export function OwnList() {
  const search = useSearch({ from: '/frame/compliance/lists' });
  const navigate = useNavigate();
  const { campaign } = search;
  const campaigns = useCampaignChoices();
  const nameOf = (id: string) => campaigns.find(({ value }) => value === id)?.label ?? 'one campaign';
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
        <CampaignFilter
          label="Whose list"
          any="Every list"
          value={campaign}
          onChoose={(id) => void navigate({ to: '/compliance/lists', search: { ...search, campaign: id } })}
        />
      }
      from={{ title: 'Heard of by', cell: ({ source }) => sourceLabel(source) }}
      holds={({ campaignId }) => (campaignId === null ? 'every campaign' : nameOf(campaignId))}
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
