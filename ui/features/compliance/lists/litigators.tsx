import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import {
  listLitigatorsInfiniteOptions,
  removeLitigatorMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { useMay } from '../../../session/use-session.tsx';
import { ListedNumbers, useListQuery } from './listed-numbers.tsx';

/** People known to sue: not called, though they refused nothing. */
export function Litigators() {
  return (
    <ListedNumbers
      list={{ list: 'litigator' }}
      label="Litigators"
      what="see litigators"
      entries={useInfiniteQuery({
        ...listLitigatorsInfiniteOptions({ query: useListQuery() }),
        initialPageParam: {},
        getNextPageParam: ({ nextCursor }) => nextCursor ?? undefined,
      })}
      from={{ title: 'From', cell: ({ source }) => source || '–' }}
      empty="A service that sells such lists, or your lawyer, names them."
      mayTakeOff={useMay('dnc:write')}
      removal={useMutation(removeLitigatorMutation())}
      consequence={(one) => (
        <>
          {one?.number ?? 'This number'} may be called again where every other rule allows it. A refusal of the same
          number stays, and so do leads that were ended.
        </>
      )}
    />
  );
}
