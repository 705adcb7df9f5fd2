import type { Database } from '../../database/connect.ts';
import { compileRules } from '../../domain/compliance/compile-rules.ts';
import type { ScreenFacts } from '../../domain/compliance/facts.ts';
import type { Provision } from '../../domain/compliance/provision.ts';
import { screen } from '../../domain/compliance/screen.ts';
import type { E164 } from '../../domain/ids.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import { placesOf } from '../../numbering/places.ts';
import { zoneTable } from '../../numbering/zones.ts';
import { round } from '../engine/figures.ts';
import type { LargeTenant } from '../web/large-tenant.ts';
import { CHANGE } from './change.ts';

const CHUNK = 500;
const BEFORE_ALL = '00000000-0000-0000-0000-000000000000';

type Row = { lead_id: string; state: string | null; number_enc: Buffer; key_id: string; given_at: Date };

/**
 * The least that a preview can be: the same rows by keyset in one statement, the number opened, the pure rules asked before
 * and after the change. No workflow, no other numbers of the person, no history, no registries, nothing written.
 */
export async function readBare(database: Database, keyring: Keyring, tenant: LargeTenant, most: number) {
  const profile = { packs: null, amendments: [], overrides: [], holidays: [] };
  const amendments = CHANGE.amendments.map((one) => ({ ...PROVISION, ...one }) as Provision);
  const [before, after] = [compileRules(profile), compileRules({ ...profile, amendments })];
  const zones = zoneTable();
  const [clock] = await database.inTenant(tenant.tenantId, (tx) =>
    tx.query<{ offset: string }>('select clock_offset_ms as offset from tenants where id = $1', [tx.tenantId]),
  );
  const now = Date.now() + Number(clock?.offset ?? 0);
  let cursor = BEFORE_ALL;
  let [looked, moved] = [0, 0];
  const cpu = process.cpuUsage();
  const startedAt = performance.now();
  while (looked < most) {
    const rows = await database.inTenant(tenant.tenantId, (tx) =>
      tx.query<Row>(
        `with next as materialized (
           select lead_id from campaign_leads
           where tenant_id = $1 and campaign_id = $2 and lead_id > $3 and state = 'waiting'
           order by lead_id limit ${CHUNK})
         select next.lead_id, l.state, lp.number_enc, lp.key_id, c.given_at from next
         cross join lateral (select * from leads where tenant_id = $1 and id = next.lead_id offset 0) l
         cross join lateral (select * from lead_phones where tenant_id = $1 and lead_id = next.lead_id offset 0) lp
         cross join lateral (select * from consents where tenant_id = $1 and person_id = l.person_id offset 0) c
         order by next.lead_id`,
        [tenant.tenantId, tenant.campaignId, cursor],
      ),
    );
    for (const row of rows) {
      const facts = factsOf(row, keyring, now);
      const [old, changed] = [screen(facts, before, now, zones), screen(facts, after, now, zones)];
      if (old.result !== changed.result || old.nextCallableAt !== changed.nextCallableAt) moved += 1;
    }
    looked += rows.length;
    const last = rows.at(-1);
    if (!last || rows.length < CHUNK) break;
    cursor = last.lead_id;
  }
  const took = (performance.now() - startedAt) / 1000;
  const used = process.cpuUsage(cpu);
  return {
    ...{ looked, moved, seconds: round(took), leadsPerSecond: Math.round(looked / took) },
    nodeCpuMicrosecondsPerLead: Math.round((used.user + used.system) / looked),
  };
}

const PROVISION = { jurisdiction: 'tenant', confidence: 'primary', from: null, until: null, appliesTo: {} };

function factsOf(row: Row, keyring: Keyring, now: number): ScreenFacts {
  const number = keyring.open({ data: row.number_enc, keyId: row.key_id }, SEAL.number).toString() as E164;
  return {
    ...{ phase: 'claim', kind: 'informational', automatedVoice: true, subject: null, debtId: null },
    consents: [
      {
        ...{ scope: 'automated-voice', source: 'demonstration' },
        ...{ at: row.given_at.getTime(), revokedAt: null, expiresAt: null },
      },
    ],
    ...{ history: [], observedAt: now, leadAttemptsAt: [], campaign: null, carrierIsReal: false, dialing: 0 },
    demonstrationClock: false,
    phones: [
      {
        ...{ position: 0, numberType: 'unknown', attemptsAt: [], inAnotherCall: false },
        places: placesOf(number, row.state === null ? {} : { state: row.state }),
        lists: [{ list: 'internal', state: 'clear', since: null, asOf: null, validUntil: null, version: null }],
        reassigned: { state: 'not-asked', asOf: null },
      },
    ],
  };
}
