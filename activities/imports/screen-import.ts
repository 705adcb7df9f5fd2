import type { TenantTx } from '../../database/connect.ts';
import { readProfile } from '../../database/compliance/profile.ts';
import { writeVerdicts, type VerdictEntry } from '../../database/engine/write-verdicts.ts';
import type { ListFact } from '../../domain/compliance/facts.ts';
import type { E164 } from '../../domain/ids.ts';
import type { ZoneTable } from '../../domain/time.ts';
import { SEAL } from '../../keyring/keyring.ts';
import { placesOf } from '../../numbering/places.ts';
import { readHoldings } from '../../registry/holdings.ts';
import { readLeadFacts } from '../screening/lead-facts.ts';
import { screenPhone } from '../screening/screen-lead.ts';
import type { ImportDeps } from './deps.ts';

type Screening = { nowMs: number; zones: ZoneTable /** Of the chunk's numbers. */; keyId: string };
type ScreeningDeps = Pick<ImportDeps, 'keyring' | 'registry' | 'rules'>;

const LISTED = `
  select distinct p.lead_id
  from placed_leads p join staged_phones n using (row)
  join suppressions u on u.tenant_id = $1 and u.number_hmac = n.number_hmac and u.campaign_id is null
    and u.removed_at is null and (u.expires_at is null or u.expires_at > $2)
  where p.is_new
  union
  select p.lead_id from placed_leads p join staged_phones n using (row)
  join dnc_litigators d on d.tenant_id = $1 and d.number_hmac = n.number_hmac and d.removed_at is null
    and (d.expires_at is null or d.expires_at > $2)
  where p.is_new`;

const NUMBERS = `
  select p.lead_id, n.number_enc from placed_leads p join staged_phones n using (row) where p.is_new`;

/** Leads whose facts are read at once. */
const BATCH = 500;

/**
 * Scrubs the chunk's new leads against every list that the tenant holds. Those that are on one are asked about by the
 * tenant's own rules, as of a sales call (a mention does not matter where consent goes before it); a verdict is written
 * for each that is blocked for it. They stay in the list, marked; the claim and the dial ask again. Returns how many are
 * marked.
 */
export async function screenImport(
  deps: ScreeningDeps,
  tx: TenantTx,
  { nowMs, zones, keyId }: Screening,
): Promise<number> {
  const { rows: listed } = await tx.client.query<{ lead_id: string }>(LISTED, [tx.tenantId, new Date(nowMs)]);
  const mentioned = await mentionedByRegistries(deps, tx, { nowMs, keyId });
  const leadIds = [...new Set([...listed.map(({ lead_id }) => lead_id), ...mentioned])];
  let marked = 0;
  for (let from = 0; from < leadIds.length; from += BATCH) {
    marked += await screenBatch(deps, tx, leadIds.slice(from, from + BATCH), { nowMs, zones });
  }
  return marked;
}

/** A list that cannot be read marks nobody: the claim and the dial do not call anybody on its account. */
async function mentionedByRegistries(
  deps: ScreeningDeps,
  tx: TenantTx,
  { nowMs, keyId }: Omit<Screening, 'zones'>,
): Promise<string[]> {
  const holdings = await readHoldings(tx, nowMs);
  if (!holdings.some(({ version }) => version !== null)) return [];
  const { rows } = await tx.client.query<{ lead_id: string; number_enc: Buffer }>(NUMBERS);
  const numbers = rows.map(
    ({ number_enc: data }) => deps.keyring.open({ data, keyId }, SEAL.number).toString() as E164,
  );
  const facts = await deps.registry.look(tx, numbers, nowMs);
  const isListed = (fact: ListFact) => fact.state === 'listed';
  return rows.flatMap(({ lead_id }, index) => (facts[index]?.some(isListed) ? [lead_id] : []));
}

async function screenBatch(
  { keyring, registry, rules }: ScreeningDeps,
  tx: TenantTx,
  leadIds: readonly string[],
  { nowMs, zones }: Omit<Screening, 'keyId'>,
): Promise<number> {
  const offsetMs = 0;
  const { revision } = await readProfile(tx);
  const ruleSet = await rules.of(tx, { revision, offsetMs });
  const facts = await readLeadFacts({ keyring, registry, numbering: { placesOf } }, tx, {
    campaignId: null,
    leadIds,
    nowMs,
    offsetMs,
  });
  const context = { phase: 'import', rules: null, ruleSet, carrierIsReal: false, rulesNowMs: nowMs } as const;
  const entries = [...facts.values()].flatMap((lead): VerdictEntry[] => {
    const [first] = lead.phones;
    if (!first) return [];
    const at = { ...context, demonstrationClock: false };
    const verdict = screenPhone({ numbering: { zones } }, lead, first.facts.position, at);
    const isMarked = verdict.findings.some((finding) => finding.reason === 'suppressed' && finding.result === 'block');
    return isMarked ? [{ verdict, leadId: lead.leadId, attemptId: null, numberHmac: first.hmac }] : [];
  });
  await writeVerdicts(tx, { phase: 'import', campaignId: null, nowMs, offsetMs }, entries);
  return entries.length;
}
