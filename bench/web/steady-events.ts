import { addEvents } from '../../database/engine/add-events.ts';
import type { Database, TenantTx } from '../../database/connect.ts';
import type { LargeTenant } from './large-tenant.ts';

export interface SteadyEvents {
  /** Ends it; tells how many events were written and how many a second. */
  stop(): Promise<{ written: number; perSecond: number }>;
}

interface LiveCall {
  id: string;
  leadId: string;
  next: number;
}

const CALLS_AT_ONCE = 40;
const MOST_IN_FLIGHT = 4;
const STEPS = ['call.turns', 'call.ringing', 'call.answered', 'call.ended'] as const;
const STATES = ['dialing', 'ringing', 'active', 'ended'] as const;

/**
 * Calls that are planned, ring, are answered and end, one event a transaction as the engine writes them, at so many a
 * second. A writer that falls behind does not catch up: the rate that was reached is told.
 */
export function startSteadyEvents(database: Database, tenant: LargeTenant, perSecond: number): SteadyEvents {
  const calls: LiveCall[] = [];
  const startedAt = performance.now();
  let written = 0;
  let inFlight = 0;
  let turn = 0;
  const running = new Set<Promise<void>>();
  const timer = setInterval(() => {
    const due = Math.floor(((performance.now() - startedAt) / 1_000) * perSecond) - written - inFlight;
    for (let i = 0; i < Math.min(due, MOST_IN_FLIGHT - inFlight); i += 1) {
      inFlight += 1;
      const one = write().finally(() => {
        inFlight -= 1;
        running.delete(one);
      });
      running.add(one);
    }
  }, 5);

  async function write(): Promise<void> {
    if (calls.length < CALLS_AT_ONCE) await database.inTenant(tenant.tenantId, plan);
    else {
      const call = calls[turn++ % calls.length];
      if (call) await database.inTenant(tenant.tenantId, (tx) => goOn(tx, call));
    }
    written += 1;
  }

  async function plan(tx: TenantTx): Promise<void> {
    const [made] = await tx.query<{ id: string; lead_id: string }>(
      `with chosen as (
         select c.lead_id, p.number_hmac, p.number_enc, p.key_id, p.tail from campaign_leads c
         join lead_phones p on p.tenant_id = $1 and p.lead_id = c.lead_id and p.position = 0
         where c.tenant_id = $1 and c.campaign_id = $2 and c.state = 'waiting'
         order by c.priority, c.next_attempt_at limit 1 for update of c skip locked
       ), taken as (
         update campaign_leads c set state = 'in-call' from chosen
         where c.tenant_id = $1 and c.campaign_id = $2 and c.lead_id = chosen.lead_id
       ), tried as (
         insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, number_hmac, number_enc, key_id,
           due_at, room)
         select $1, uuidv7(), $2, lead_id, $3, $4, 'fake', number_hmac, number_enc, key_id, now(), 'room' from chosen
         returning id
       )
       insert into calls (tenant_id, id, kind, direction, agent_id, campaign_id, lead_id, number_hmac, number_tail, due_at)
       select $1, tried.id, 'campaign', 'outbound', $3, $2, lead_id, number_hmac, tail, now() from chosen, tried
       returning id, lead_id`,
      [tenant.tenantId, tenant.campaignId, tenant.agentId, tenant.trunkId],
    );
    // Everybody has been called.
    if (!made) return;
    calls.push({ id: made.id, leadId: made.lead_id, next: 0 });
    await tell(tx, 'call.planned', made.id, made.lead_id);
  }

  async function goOn(tx: TenantTx, call: LiveCall): Promise<void> {
    const [type, state] = [STEPS[call.next] ?? 'call.ended', STATES[call.next] ?? 'ended'];
    call.next += 1;
    const isOver = state === 'ended';
    if (isOver) calls.splice(calls.indexOf(call), 1);
    for (const table of ['attempts', 'calls']) {
      await tx.query(
        `update ${table} set state = $3, answered_at = case when $3 = 'active' then now() else answered_at end,
           ended_at = case when $4 then now() end, disposition = case when $4 then 'completed' end,
           talk_ms = case when $4 then 30000 end where tenant_id = $1 and id = $2`,
        [tenant.tenantId, call.id, state, isOver],
      );
    }
    if (isOver) {
      await tx.query(
        `update campaign_leads set state = 'done', attempts = attempts + 1, last_disposition = 'completed', reason = 'completed'
         where tenant_id = $1 and campaign_id = $2 and lead_id = $3`,
        [tenant.tenantId, tenant.campaignId, call.leadId],
      );
    }
    await tell(tx, type, call.id, call.leadId);
  }

  function tell(tx: TenantTx, type: string, callId: string, leadId: string): Promise<void> {
    return addEvents(tx, Date.now(), [
      { type, campaignId: tenant.campaignId, leadId, callId, agentId: tenant.agentId, data: {} },
    ]);
  }

  return {
    async stop() {
      clearInterval(timer);
      const seconds = (performance.now() - startedAt) / 1_000;
      await Promise.all(running);
      return { written, perSecond: written / seconds };
    },
  };
}
