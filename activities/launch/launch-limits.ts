import type { CampaignRules } from '../../database/engine/campaign-rules.ts';
import type { Limits } from '../../database/engine/limits.ts';
import { callsForVoice } from '../../domain/pacing/warm-voice.ts';
import { schedulePhase } from '../../domain/schedule.ts';
import type { LaunchLimit } from '../interface.ts';
import type { Carrier } from '../telephony/carrier.ts';

/** Reasons that hold for the campaign as a whole: its leads are left as they are. */
export function whyNotAtAll(
  rules: CampaignRules,
  limits: Limits,
  carrier: Carrier | undefined,
  nowMs: number,
): LaunchLimit | undefined {
  if (rules.status !== 'running') return 'campaign-not-running';
  if (schedulePhase(rules.schedule, nowMs) !== 'open') return 'outside-schedule';
  if (limits.trunkStatus !== 'active') return 'trunk-paused';
  if (!carrier) return 'carrier-not-configured';
  if (carrier.capabilities.real && rules.clock_offset_ms !== null) return 'real-carrier-on-demo-clock';
  return undefined;
}

/** How many calls may begin, and the limit that says so. */
export function freeOf(limits: Limits): { free: number; limit: LaunchLimit } {
  const agents = Object.values(limits.agents).reduce((sum, agent) => sum + Math.max(0, agent.free), 0);
  const each: [LaunchLimit, number][] = [
    ['campaign', limits.campaignFree],
    ['trunk', limits.trunkFree],
    ['tenant', limits.tenantFree],
    ['agents', agents],
    ['voice', limits.voice ? callsForVoice(limits.voice) : Number.POSITIVE_INFINITY],
  ];
  const [limit, free] = each.reduce((least, one) => (one[1] < least[1] ? one : least));
  return { free, limit };
}
