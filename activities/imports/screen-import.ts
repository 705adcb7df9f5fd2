import type { TenantTx } from '../../database/connect.ts';
import { writeVerdicts, type VerdictEntry } from '../../database/engine/write-verdicts.ts';
import type { Finding } from '../../domain/compliance/verdict.ts';
import { suppressionFinding } from '../../domain/compliance/rules/suppression.ts';
import { STANDARD_RULES } from '../../domain/compliance/standard-rules.ts';
import type { ZoneTable } from '../../domain/time.ts';

interface ListedPhone extends Record<string, unknown> {
  lead_id: string;
  position: number;
  number_hmac: Buffer;
  since: Date;
}

const LISTED = `
  select p.lead_id, n.position, n.number_hmac, u.created_at as since
  from placed_leads p join staged_phones n using (row)
  join suppressions u on u.tenant_id = $1 and u.number_hmac = n.number_hmac and u.campaign_id is null
    and u.removed_at is null and (u.expires_at is null or u.expires_at > $2)
  where p.is_new order by p.lead_id, n.position`;

/**
 * Scrubs the chunk's new leads against the tenant's do-not-call list and writes a verdict for each lead that is on it.
 * They stay in the list, marked; the claim and the dial ask again. Returns how many leads are marked.
 */
export async function screenImport(
  tx: TenantTx,
  { nowMs, zones }: { nowMs: number; zones: ZoneTable },
): Promise<number> {
  const { rows: listed } = await tx.client.query<ListedPhone>(LISTED, [tx.tenantId, new Date(nowMs)]);
  const byLead = Map.groupBy(listed, ({ lead_id }) => lead_id);
  const entries = [...byLead].map(([leadId, phones]): VerdictEntry => {
    const findings = phones.map((phone) => finding(phone, nowMs));
    return {
      leadId,
      attemptId: null,
      numberHmac: phones[0]!.number_hmac,
      verdict: {
        result: 'blocked',
        reason: 'suppressed',
        nextCallableAt: null,
        scope: 'lead',
        findings,
        location: { zones: [], states: [], certain: false },
        rulesVersion: STANDARD_RULES.version,
        zonesVersion: zones.version,
      },
    };
  });
  await writeVerdicts(tx, { phase: 'import', campaignId: null, nowMs, offsetMs: 0 }, entries);
  return entries.length;
}

/** The rule itself decides; an import has only its facts to offer. */
function finding({ position, since }: ListedPhone, nowMs: number): Finding {
  const current = { asOf: null, validUntil: null, version: null } as const;
  const listed = { list: 'internal', state: 'listed', since: since.getTime(), ...current } as const;
  return suppressionFinding(position, [listed], { observedAt: nowMs });
}
