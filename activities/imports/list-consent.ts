import { hash } from 'node:crypto';
import { z } from 'zod';
import { appendLedger } from '../../database/ledger/append.ts';
import type { TenantTx } from '../../database/connect.ts';
import { CONSENT_SCOPES, CONSENT_SOURCES } from '../../domain/vocabulary.ts';

/** `lists.consent`, as the API has checked it. */
const Stored = z.object({
  scopes: z.array(z.enum(CONSENT_SCOPES)).min(1),
  source: z.enum(CONSENT_SOURCES),
  sourceDetail: z.string().default(''),
  textShown: z.string().default(''),
  givenAt: z.string().nullish(),
  givenAtColumn: z.string().nullish(),
  expiresAfterDays: z.number().int().positive().nullish(),
});
type ListConsent = z.infer<typeof Stored>;

type Recorded = { count: number; digest: string | null };

/** A row whose date cannot be read, or lies ahead, records none: a consent without a date is no consent. */
const RECORD = `
  with agreed as (
    select p.person_id, p.lead_id,
      case when $4::text is null then $3::timestamptz
        when pg_input_is_valid(s.custom->>$4, 'timestamptz') then (s.custom->>$4)::timestamptz end as given_at
    from placed_leads p join staged_leads s using (row) where p.is_new
  ), added as (
    insert into consents (tenant_id, person_id, scope, source, source_detail, text_shown, given_at, expires_at, lead_id,
      recorded_by, created_at)
    select $1, a.person_id, scope, $5, $6, $7, a.given_at, a.given_at + $8 * interval '1 day', a.lead_id, $9, $10
    from agreed a cross join unnest($2::text[]) as scope
    where a.given_at <= $10 and not exists (select 1 from consents c where c.tenant_id = $1
      and c.person_id = a.person_id and c.scope = scope and c.source = $5 and c.given_at = a.given_at)
    returning person_id, scope, given_at
  )
  select count(*)::int as count, encode(sha256(convert_to(
    string_agg(person_id || ' ' || scope || ' ' || extract(epoch from given_at), chr(10) order by person_id, scope), 'UTF8')),
    'hex') as digest from added`;

/**
 * Records for the chunk's new leads what the list says that its people agreed to. One entry of the ledger a chunk, with a
 * digest of the consents it stands for. Returns how many were recorded.
 */
export async function recordListConsent(
  tx: TenantTx,
  { importId, listId, nowMs }: { importId: string; listId: string; nowMs: number },
): Promise<number> {
  const { rows } = await tx.client.query<{ consent: unknown }>(
    'select consent from lists where tenant_id = $1 and id = $2',
    [tx.tenantId, listId],
  );
  const read = Stored.safeParse(rows[0]?.consent);
  if (!read.success) return 0;
  const recorded = await insert(tx, read.data, `import:${importId}`, nowMs);
  if (recorded.count === 0) return 0;
  const { scopes, source, textShown } = read.data;
  await appendLedger(tx, nowMs, [
    {
      kind: 'consent',
      actor: 'import',
      body: {
        event: 'imported',
        importId,
        listId,
        scopes,
        source,
        textSha256: hash('sha256', textShown, 'hex'),
        count: recorded.count,
        consentsSha256: recorded.digest,
      },
    },
  ]);
  return recorded.count;
}

async function insert(tx: TenantTx, consent: ListConsent, by: string, nowMs: number): Promise<Recorded> {
  const { rows } = await tx.client.query<Recorded>(RECORD, [
    tx.tenantId,
    consent.scopes,
    consent.givenAt ?? null,
    consent.givenAtColumn ?? null,
    consent.source,
    consent.sourceDetail,
    consent.textShown,
    consent.expiresAfterDays ?? null,
    by,
    new Date(nowMs),
  ]);
  return rows[0] ?? { count: 0, digest: null };
}
