import { LockMode } from '@mikro-orm/postgresql';
import { z } from 'zod';
import { Tenant as TenantEntity } from '../../../database/entities/tenant.ts';
import { laxerLimits } from '../../../domain/laxer-limits.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import { nameOf } from '../../auth/principal.ts';
import { Tenant, TenantUpdate } from '../../contract/tenant.ts';
import { requireCountry } from '../../http/require-country.ts';
import { defineRoute } from '../../http/route.ts';
import { requireOneIsEnough } from '../compliance/changes-four-eyes.ts';
import { LAWFUL_RETENTION, underRetention } from '../ledger/retention.ts';
import { type ProtectingSettings, settingsEntries } from './settings-entry.ts';

export const getTenant = defineRoute({
  id: 'getTenant',
  method: 'get',
  path: '/api/v1/tenant',
  tag: 'Tenant and people',
  summary: 'This tenant, its limits and its clock',
  access: 'tenant:read',
  responses: { 200: { description: 'The tenant.', body: Tenant } },
  async handler({ tx, em }) {
    return { status: 200, body: presentTenant(await em.findOneOrFail(TenantEntity, { id: tx.tenantId })) };
  },
});

export const patchTenant = defineRoute({
  id: 'updateTenant',
  method: 'patch',
  path: '/api/v1/tenant',
  tag: 'Tenant and people',
  summary: 'Change this tenant’s settings and limits',
  description:
    'Limits take effect at the next claim, within a second or two. A switch of what protects who is called is an entry of the ledger. Where the tenant asks for four eyes, they are given up, caps raised and the retention shortened only by a change that a second person approves.',
  access: 'tenant:write',
  body: TenantUpdate,
  responses: { 200: { description: 'The tenant as it is now.', body: Tenant } },
  async handler({ tx, em, body, principal }, deps) {
    // Locked: of two at once the second must not write back the settings that the first has switched.
    const row = await em.findOneOrFail(
      TenantEntity,
      { id: tx.tenantId },
      { lockMode: LockMode.PESSIMISTIC_WRITE, refresh: true },
    );
    const before = presentTenant(row);
    if (body.fourEyes === false && before.fourEyes) await requireOneIsEnough(tx, 'Going on with one pair of eyes');
    if (laxerLimits(before, defined(body)).length > 0)
      await requireOneIsEnough(tx, 'A raised cap or a shorter retention');
    if (body.retentionDays !== undefined && body.retentionDays < LAWFUL_RETENTION.days)
      throw underRetention('A shorter retention', 'retentionDays');
    if (body.name !== undefined) row.name = body.name;
    requireCountry(body.defaultCountry);
    if (body.defaultCountry !== undefined) row.defaultCountry = body.defaultCountry;
    if (body.maxConcurrentCalls !== undefined) row.maxConcurrentCalls = body.maxConcurrentCalls;
    if (body.attemptsPerNumberPerDay !== undefined) row.attemptsPerNumberPerDay = body.attemptsPerNumberPerDay;
    if (body.attemptsPerLeadPerDay !== undefined) row.attemptsPerLeadPerDay = body.attemptsPerLeadPerDay;
    if (body.retentionDays !== undefined) row.retentionDays = body.retentionDays;
    if (body.disclosureMessage !== undefined)
      row.settings = { ...row.settings, disclosureMessage: body.disclosureMessage };
    if (body.fourEyes !== undefined) row.settings = { ...row.settings, fourEyes: body.fourEyes };
    await em.flush();
    const after = presentTenant(row);
    await appendLedger(tx, deps.now(), settingsEntries(protecting(before), protecting(after), nameOf(principal)));
    return { status: 200, body: after };
  },
});

function defined({ attemptsPerNumberPerDay, attemptsPerLeadPerDay, retentionDays }: z.infer<typeof TenantUpdate>) {
  return {
    ...(attemptsPerNumberPerDay !== undefined && { attemptsPerNumberPerDay }),
    ...(attemptsPerLeadPerDay !== undefined && { attemptsPerLeadPerDay }),
    ...(retentionDays !== undefined && { retentionDays }),
  };
}

function protecting(tenant: Tenant): ProtectingSettings {
  const { fourEyes, attemptsPerNumberPerDay, attemptsPerLeadPerDay, retentionDays, disclosureMessage } = tenant;
  return { fourEyes, attemptsPerNumberPerDay, attemptsPerLeadPerDay, retentionDays, disclosureMessage };
}

const Settings = z
  .object({ disclosureMessage: z.string().nullish().catch(null), fourEyes: z.boolean().catch(true).default(false) })
  .catch({ fourEyes: true });

function presentTenant(row: TenantEntity): Tenant {
  const settings = Settings.parse(row.settings);
  const offset = Number(row.clockOffsetMs ?? 0);
  return {
    id: row.id,
    slug: row.slug,
    name: row.name,
    defaultCountry: row.defaultCountry,
    maxConcurrentCalls: row.maxConcurrentCalls,
    attemptsPerNumberPerDay: row.attemptsPerNumberPerDay,
    attemptsPerLeadPerDay: row.attemptsPerLeadPerDay,
    retentionDays: row.retentionDays,
    disclosureMessage: settings.disclosureMessage ?? null,
    fourEyes: settings.fourEyes,
    demonstration: offset !== 0,
    clockOffsetMs: offset,
    createdAt: row.createdAt.toISOString(),
  };
}
