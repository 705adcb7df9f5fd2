import { listAgents, listPhoneNumbers, listTrunks } from '../../../api-client/sdk.gen.ts';
import type { CampaignCreate } from '../../../api-client/types.gen.ts';

/** What a draft begins with, so that a person need not choose what there is only one of. All of it can be changed. */
export async function usualSettings(): Promise<Partial<CampaignCreate>> {
  const [trunks, numbers, agents] = await Promise.all([
    listTrunks({ query: { limit: 50 } }),
    listPhoneNumbers({ query: { limit: 50 } }),
    listAgents({ query: { limit: 50, status: 'active' } }),
  ]);
  const active = trunks.data.items.filter(({ status }) => status === 'active');
  // A trunk whose callees answer is the better demonstration.
  const trunk = active.find(({ carrier }) => carrier !== 'fake') ?? active[0];
  const from = numbers.data.items.find(
    ({ status, trunkId }) => status === 'active' && (trunkId === null || trunkId === trunk?.id),
  );
  const [agent, another] = agents.data.items;
  return {
    ...(trunk
      ? { trunkId: trunk.id, callsPerSecond: 1, maxConcurrentCalls: Math.min(10, trunk.maxConcurrentCalls) }
      : {}),
    ...(from ? { callerIds: [from.id] } : {}),
    ...(agent && !another ? { agents: [{ agentId: agent.id, share: 100 }] } : {}),
  };
}
