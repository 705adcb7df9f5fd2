import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import {
  listSuppressionsInfiniteOptions,
  removeSuppressionMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { useMay } from '../../../session/use-session.tsx';
import { sourceLabel } from '../words.ts';
import { ListedNumbers, useListQuery } from './listed-numbers.tsx';

/** Everybody whom this tenant never calls. */
export function OwnList() {
  return (
    <ListedNumbers
      tab="own"
      list="internal"
      label="Your own list"
      what="see the do-not-call list"
      entries={useInfiniteQuery({
        ...listSuppressionsInfiniteOptions({ query: useListQuery() }),
        initialPageParam: {},
        getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      })}
      from={{ title: 'Heard of by', cell: ({ source }) => sourceLabel(source) }}
      empty="Opt-outs land here by themselves."
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
