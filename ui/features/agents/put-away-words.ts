import type { Campaign } from '../../api-client/types.gen.ts';
import { counted } from '../../parts/figures.ts';

interface Campaigns {
  items: readonly Pick<Campaign, 'name' | 'status' | 'agents'>[];
  nextCursor: string | null;
}

/** Who would be without the agent, as far as campaigns were looked at; undefined: they were not read yet. */
export function usersInWords(agentId: string, campaigns: Campaigns | undefined, error: unknown): string {
  if (campaigns === undefined)
    return error === null
      ? 'Looking which campaigns have it …'
      : 'Which campaigns have it could not be read: look at them before.';
  const using = campaigns.items.filter(({ agents }) => agents.some((one) => one.agentId === agentId));
  const hasMore = campaigns.nextCursor !== null;
  if (using.length === 0)
    return hasMore
      ? `None of the newest ${counted(campaigns.items.length, 'campaign')} has it; older ones were not looked at.`
      : 'No campaign has it.';
  const running = using.filter(({ status }) => status === 'running').length;
  const least = hasMore ? 'At least ' : '';
  const names = using.slice(0, 5).map(({ name }) => name);
  return `${least}${counted(using.length, 'campaign')} ${using.length === 1 ? 'has' : 'have'} it, ${running} of them running: ${names.join(', ')}. They dial no more by it.`;
}
