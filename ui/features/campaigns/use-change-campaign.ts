import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getCampaignQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import { updateCampaign } from '../../api-client/sdk.gen.ts';
import type { Campaign, CampaignUpdate } from '../../api-client/types.gen.ts';
import { isOvertaken } from '../../http/problem.ts';

/**
 * Changes some settings of a campaign; every screen that shows them learns it. Words are sent all together, on condition
 * that nobody else was faster. `onDone` is told what was sent, by the closure of the newest render: one types on meanwhile.
 */
export function useChangeCampaign({ id, version }: Campaign, onDone?: (sent: CampaignUpdate) => void) {
  const client = useQueryClient();
  const key = getCampaignQueryKey({ path: { id } });
  return useMutation({
    mutationFn: async (body: CampaignUpdate) => {
      const headers = body.overrides === undefined ? {} : { 'If-Match': `"${version}"` };
      return (await updateCampaign({ path: { id }, body, headers })).data;
    },
    onSuccess: (campaign, sent) => {
      client.setQueryData(key, campaign);
      void client.invalidateQueries({
        predicate: ({ queryKey: [first] }) =>
          typeof first === 'object' &&
          first !== null &&
          '_id' in first &&
          [
            'getCampaignOutlook',
            'checkCampaign',
            'getCampaignProgress',
            'listCampaigns',
            'listCampaignActivity',
          ].includes(String(first._id)),
      });
      onDone?.(sent);
    },
    onError: (error) => {
      if (isOvertaken(error)) void client.invalidateQueries({ queryKey: key });
    },
  });
}
