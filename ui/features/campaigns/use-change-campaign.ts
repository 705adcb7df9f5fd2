import { useMutation, useQueryClient } from '@tanstack/react-query';
import { getCampaignQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import { updateCampaign } from '../../api-client/sdk.gen.ts';
import type { CampaignUpdate } from '../../api-client/types.gen.ts';

/** Changes some settings of a campaign; every screen that shows them learns it. */
export function useChangeCampaign(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (body: CampaignUpdate) => (await updateCampaign({ path: { id }, body })).data,
    onSuccess: (campaign) => {
      client.setQueryData(getCampaignQueryKey({ path: { id } }), campaign);
      void client.invalidateQueries({
        predicate: ({ queryKey: [key] }) =>
          typeof key === 'object' &&
          key !== null &&
          '_id' in key &&
          [
            'getCampaignOutlook',
            'checkCampaign',
            'getCampaignProgress',
            'listCampaigns',
            'listCampaignActivity',
          ].includes(String(key._id)),
      });
    },
  });
}
