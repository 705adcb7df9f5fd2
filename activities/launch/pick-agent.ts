import { fractionOf } from '../../domain/hash.ts';

/**
 * One of the campaign's agents by share, among those with a free lease; undefined when none has. The same attempt among
 * the same agents always gets the same one.
 */
export function pickAgent(
  attemptId: string,
  agents: Readonly<Record<string, { share: number; free: number }>>,
): string | undefined {
  const free = Object.entries(agents)
    .filter(([, agent]) => agent.free > 0)
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const total = free.reduce((sum, [, agent]) => sum + agent.share, 0);
  let left = fractionOf(attemptId) * total;
  for (const [id, agent] of free) {
    left -= agent.share;
    if (left < 0) return id;
  }
  return free.at(-1)?.[0];
}
