import { type ProfileRow, readProfile, writeProfile } from '../../../database/compliance/profile.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { readRuleProfile } from '../../../database/compliance/rule-profile.ts';
import { type CompiledRules, compileRules } from '../../../domain/compliance/compile-rules.ts';
import { LAW_PACKS, PACK_NAMES } from '../../../domain/compliance/jurisdictions/packs.ts';
import { nameOf } from '../../auth/principal.ts';
import { ComplianceProfile, ComplianceProfileUpdate, ProvisionList } from '../../contract/compliance-profile.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { requireVersion } from '../../http/etag.ts';
import { defineRoute } from '../../http/route.ts';
import { clockOffsetOf } from './clock-offset.ts';
import { requireOneIsEnough } from './changes-four-eyes.ts';
import { isLessThan, profileEntry } from './profile-changes.ts';

export const getProfile = defineRoute({
  id: 'getComplianceProfile',
  method: 'get',
  path: '/api/v1/compliance/profile',
  tag: 'Compliance',
  summary: 'What this tenant’s rules are made of',
  access: 'compliance:read',
  responses: { 200: { description: 'The profile.', body: ComplianceProfile } },
  async handler({ tx }, deps) {
    const profile = await readProfile(tx);
    return { status: 200, body: present(profile, await rulesOf(deps, tx, profile)), version: profile.revision };
  },
});

export const patchProfile = defineRoute({
  id: 'updateComplianceProfile',
  method: 'patch',
  path: '/api/v1/compliance/profile',
  tag: 'Compliance',
  summary: 'Choose law packs, be stricter, say who calls',
  description:
    'In force at the next claim and dial of every process. The law packs stay in force beside stricter rules; what is laxer is not followed and is named in `problems`. Where the tenant asks for four eyes, other packs and dropped or edited rules come only by a change that somebody else approves.',
  access: 'compliance:write',
  conditional: true,
  body: ComplianceProfileUpdate,
  responses: { 200: { description: 'The profile as it is now.', body: ComplianceProfile } },
  async handler({ tx, body, ifMatch, principal }, deps) {
    const before = await readProfile(tx);
    requireVersion(ifMatch, before.revision);
    const by = nameOf(principal);
    const change = {
      packs: body.packs === undefined ? before.packs : body.packs,
      stricter: body.stricter ?? before.stricter,
      callerName: body.callerName === undefined ? before.caller_name : body.callerName,
      tollFreeNumber: body.tollFreeNumber === undefined ? before.toll_free_number : body.tollFreeNumber,
      by,
    };
    if (isLessThan(change, before))
      await requireOneIsEnough(tx, 'Choosing other law packs or dropping a stricter rule');
    const profile = await writeProfile(tx, change, deps.now());
    // Not the ones that are kept by revision: this one may yet be rolled back, and its number given to another.
    const rules = compileRules(await readRuleProfile(tx, { offsetMs: await clockOffsetOf(tx) }));
    await appendLedger(tx, deps.now(), [profileEntry({ before, profile, rulesVersion: rules.version }, by)]);
    return { status: 200, body: present(profile, rules), version: profile.revision };
  },
});

export const getProvisions = defineRoute({
  id: 'listProvisions',
  method: 'get',
  path: '/api/v1/compliance/provisions',
  tag: 'Compliance',
  summary: 'Every provision that this tenant is screened by, with its citation and how it was checked',
  access: 'compliance:read',
  responses: { 200: { description: 'In the order of the packs.', body: ProvisionList } },
  async handler({ tx }, deps) {
    const rules = await rulesOf(deps, tx, await readProfile(tx));
    const overridden = new Set(rules.overrides.map(({ provision }) => provision));
    const items = rules.provisions.map((provision) => ({
      id: provision.id,
      jurisdiction: provision.jurisdiction,
      title: provision.title,
      citation: provision.citation,
      confidence: provision.confidence,
      from: provision.from,
      until: provision.until,
      where: provision.where,
      appliesTo: provision.appliesTo,
      requires: provision.requires,
      overridden: overridden.has(provision.id),
    }));
    return { status: 200, body: { rulesVersion: rules.version, items } };
  },
});

async function rulesOf(deps: ApiDependencies, tx: TenantTx, { revision }: ProfileRow): Promise<CompiledRules> {
  return deps.rules.of(tx, { revision, offsetMs: await clockOffsetOf(tx) });
}

function present(profile: ProfileRow, rules: CompiledRules): ComplianceProfile {
  return {
    revision: profile.revision,
    packs: profile.packs === null ? null : PACK_NAMES.filter((name) => profile.packs?.includes(name)),
    availablePacks: LAW_PACKS.map(({ name, title, covers }) => ({ name, title, covers: [...covers] })),
    stricter: profile.stricter,
    callerName: profile.caller_name,
    tollFreeNumber: profile.toll_free_number,
    updatedBy: profile.updated_by,
    updatedAt: profile.updated_at?.toISOString() ?? null,
    rulesVersion: rules.version,
    problems: [...rules.problems],
  };
}
