import { isFenced } from '../../database/engine/note-dial.ts';
import { type CallPlan, readCallPlan } from '../../database/engine/call-plan.ts';
import { READY_ATTRIBUTE, type CallMetadata } from '../../voice-worker/contract.ts';
import type { EngineDeps } from '../deps.ts';
import type { CallRef, Prepared } from '../interface.ts';
import type { Rooms } from '../rooms/rooms.ts';

/** An idle voice worker is ready in half a second, one that has to start a process in two, a burst's last in six. */
const READY_WITHIN_MS = 10_000;
const FIRST_LOOK_MS = 100;
const LOOK_EVERY_MS = 150;

/**
 * Makes the room with its agent and waits until the agent could greet; says why not otherwise. Never dials. Safe to
 * repeat: the room is made once. A fence that falls meanwhile wins: a room made behind it is deleted again, because a name
 * that was deleted can be made anew.
 */
export async function prepareCall(
  deps: EngineDeps,
  input: CallRef & { dialAt: string; media?: boolean },
): Promise<Prepared> {
  // Without a room nothing is to be made, and the dial asks for lease, fence and brake itself.
  if (input.media === false) return { kind: 'ready' };
  const plan = await deps.database.inTenant(input.tenantId, (tx) => readCallPlan(tx, input.attemptId), 'once');
  const refusal = whyNot(plan);
  if (refusal || !plan) return { kind: 'not-dialled', disposition: 'cancelled', reason: refusal ?? 'no-such-attempt' };
  if (!plan.media) return { kind: 'ready' };
  if (!deps.rooms) return { kind: 'not-dialled', disposition: 'no-agent', reason: 'livekit-not-configured' };

  await deps.rooms.open(plan.room, { name: deps.agentName, metadata: JSON.stringify(metadataOf(input, plan)) });
  const fenced = await deps.database.inTenant(input.tenantId, (tx) => isFenced(tx, input.attemptId), 'once');
  if (fenced) {
    await deps.rooms.close(plan.room);
    return { kind: 'not-dialled', disposition: 'cancelled', reason: 'fenced' };
  }
  if (await agentIsReady(deps.rooms, plan.room, deps.clock.now() + READY_WITHIN_MS, deps.clock))
    return { kind: 'ready' };
  await deps.rooms.close(plan.room);
  return { kind: 'not-dialled', disposition: 'no-agent', reason: 'agent-not-ready' };
}

function whyNot(plan: CallPlan | undefined): string | undefined {
  if (!plan) return 'no-such-attempt';
  if (plan.state === 'ended') return 'ended';
  if (plan.fenced_at) return 'fenced';
  if (!plan.leased) return 'no-lease';
  if (plan.campaign_status !== null && plan.campaign_status !== 'running') return 'campaign-not-running';
  return undefined;
}

/** Ids only: metadata is shown in consoles and logs. */
function metadataOf({ tenantId, attemptId }: CallRef, plan: CallPlan): CallMetadata {
  return {
    tenant_id: tenantId,
    agent_id: plan.agent_id,
    campaign_id: plan.campaign_id,
    lead_id: plan.lead_id,
    attempt_id: attemptId,
    call_type: plan.campaign_id === null ? 'api' : 'campaign',
  };
}

async function agentIsReady(rooms: Rooms, room: string, untilMs: number, clock: EngineDeps['clock']): Promise<boolean> {
  await pause(FIRST_LOOK_MS);
  for (;;) {
    const participants = await rooms.participants(room);
    if (participants.some((one) => one.kind === 'agent' && one.attributes[READY_ATTRIBUTE] === '1')) return true;
    if (clock.now() >= untilMs) return false;
    await pause(LOOK_EVERY_MS);
  }
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
