import { useMutation, useQueryClient } from '@tanstack/react-query';
import {
  getAgentQueryKey,
  listAgentsInfiniteQueryKey,
  updateAgentMutation,
} from '../../api-client/@tanstack/react-query.gen.ts';
import { isOvertaken } from '../../http/problem.ts';

/** Changes an agent. What came of it is shown at once; where somebody was faster, what they saved is read. */
export function useUpdateAgent(id: string) {
  const client = useQueryClient();
  const queryKey = getAgentQueryKey({ path: { id } });
  return useMutation({
    ...updateAgentMutation(),
    onSuccess: (agent) => {
      client.setQueryData(queryKey, agent);
      void client.invalidateQueries({ queryKey: listAgentsInfiniteQueryKey() });
    },
    onError: (error) => {
      if (isOvertaken(error)) void client.invalidateQueries({ queryKey });
    },
  });
}
