import type { OptOutPlace } from '../../domain/vocabulary.ts';
import type { TenantTx } from '../connect.ts';
import type { Enforced } from './enforce-suppression.ts';

interface Effect {
  place: Exclude<OptOutPlace, 'suppression-list'>;
  ref: string;
  campaignId: string | null;
  action: string;
  done: boolean;
}

/**
 * Keeps what an opt-out found, once each, in one statement. Imports in progress are done with at once: their rows are
 * asked against the list that has the number already. Resolves with the calls that were not known before.
 */
export async function noteEffects(
  tx: TenantTx,
  optOutId: string,
  { leads, calls }: Enforced,
  nowMs: number,
): Promise<Set<string>> {
  const imports = await tx.query<{ id: string }>(
    `select id from imports where tenant_id = $1 and status in ('queued', 'running')`,
    [tx.tenantId],
  );
  const effects: Effect[] = [
    ...leads.map(
      (lead): Effect => ({
        place: lead.promised ? 'callbacks' : 'waiting-leads',
        ref: lead.lead_id,
        campaignId: lead.campaign_id,
        action: lead.promised ? 'callback withdrawn, lead ended' : 'lead ended',
        done: true,
      }),
    ),
    ...calls.map(
      (call): Effect => ({
        place: call.place,
        ref: call.attemptId,
        campaignId: call.campaignId,
        action: call.own ? 'says goodbye itself' : ACTIONS[call.place],
        done: call.own || call.place === 'queued-attempts',
      }),
    ),
    ...imports.map(
      ({ id }): Effect => ({
        place: 'imports',
        ref: id,
        campaignId: null,
        action: 'rows with the number are marked as they come',
        done: true,
      }),
    ),
  ];
  if (effects.length === 0) return new Set();
  const rows = await tx.query<{ ref: string }>(
    `insert into opt_out_effects (tenant_id, opt_out_id, place, ref, campaign_id, action, found_at, done_at, last_asked_at)
     select $1, $2, e.place, e.ref, e.campaign, e.action, $3::timestamptz, case when e.done then $3::timestamptz end, $3::timestamptz
     from unnest($4::text[], $5::uuid[], $6::uuid[], $7::text[], $8::boolean[]) as e(place, ref, campaign, action, done)
     where not exists (select 1 from opt_out_effects known where known.tenant_id = $1 and known.opt_out_id = $2
       and known.ref = e.ref and e.place = any($9::text[]))
     on conflict do nothing returning ref`,
    [
      ...[tx.tenantId, optOutId, new Date(nowMs)],
      effects.map(({ place }) => place),
      effects.map(({ ref }) => ref),
      effects.map(({ campaignId }) => campaignId),
      effects.map(({ action }) => action),
      effects.map(({ done }) => done),
      // A call that began to ring since it was found stays where it was found.
      CALL_PLACES,
    ],
  );
  return new Set(rows.map(({ ref }) => ref));
}

export const CALL_PLACES = ['queued-attempts', 'ringing-calls', 'talking-calls'] as const;
const ACTIONS = {
  'queued-attempts': 'fenced before its dial',
  'ringing-calls': 'cancelled at the carrier',
  'talking-calls': 'ended with a goodbye',
} as const;
