import type { z } from 'zod';
import type { ConsentRow } from '../../../database/compliance/consents.ts';
import type { TenantTx } from '../../../database/connect.ts';
import { findEntries } from '../../../database/ledger/find-entries.ts';
import { readOptOuts } from '../../../database/receipts/read-opt-outs.ts';
import { localTime } from '../../../numbering/local-time.ts';
import { placesOf } from '../../../numbering/places.ts';
import { lookAtAllLists } from '../../../registry/look-at-all-lists.ts';
import { NumberSearch, NumberSearchCreate } from '../../contract/number-search.ts';
import { shownNumber } from '../../http/masked-number.ts';
import { requirePhone } from '../../http/phone-input.ts';
import { defineRoute } from '../../http/route.ts';
import { type CallRow, presentCall, SELECT_CALLS } from '../calls/call-row.ts';
import { presentListFact } from '../dnc/check.ts';
import { presentEntry } from '../ledger/entries.ts';
import { noteLookUps } from '../ledger/look-up.ts';
import { presentOptOut } from '../opt-outs/present-receipt.ts';
import { countryOf } from '../../http/country-of.ts';
import { presentSuppression, type SuppressionRow } from '../suppressions/suppressions.ts';
import { presentConsent } from './consent-row.ts';

const MOST = 100;
const MOST_ENTRIES = 200;

export const postNumberSearch = defineRoute({
  id: 'searchNumber',
  method: 'post',
  path: '/api/v1/compliance/number-searches',
  tag: 'Compliance',
  summary: 'All that is known of a telephone number',
  description:
    'Who has it, calls, consents, lists, opt-outs, decisions, and who looked. The search itself is written to the ledger, and stands among those of the next one.',
  access: 'ledger:read',
  body: NumberSearchCreate,
  responses: { 200: { description: 'What is known.', body: NumberSearch } },
  async handler({ tx, body, principal }, deps) {
    const nowMs = deps.now();
    const { offsetMs, country } = await clockOf(tx);
    const number = requirePhone(body.phone, country, 'phone');
    const hmac = deps.keyring.numberIndex(number);
    const leads = await readHolders(tx, hmac);
    const calls = await tx.query<CallRow>(
      `${SELECT_CALLS} where c.tenant_id = $1 and c.number_hmac = $2 order by c.id desc limit $3`,
      [tx.tenantId, hmac, MOST + 1],
    );
    const consents = await readConsents(
      tx,
      leads.map(({ person_id }) => person_id),
    );
    const suppressions = await tx.query<SuppressionRow>(
      'select * from suppressions where tenant_id = $1 and number_hmac = $2 order by id desc limit $3',
      [tx.tenantId, hmac, MOST + 1],
    );
    const optOuts = await readOptOuts(tx, { before: null, numberHmac: hmac, status: null, source: null }, MOST + 1);
    const ledger = await findEntries(tx, { numberHmac: hmac }, MOST_ENTRIES + 1);
    const numbers = [{ number, index: hmac }];
    const [lists = []] = await lookAtAllLists(deps.registry, tx, { numbers, campaignId: null, nowMs });
    await noteLookUps(tx, { numbers: [hmac], what: 'number-search', principal, nowMs });
    const cut = { leads, calls, consents, suppressions, optOuts };
    const cutShort: z.infer<typeof NumberSearch>['cutShort'] = [];
    for (const name of ['leads', 'calls', 'consents', 'suppressions', 'optOuts'] as const) {
      if (cut[name].length > MOST) cutShort.push(name);
    }
    if (ledger.length > MOST_ENTRIES) cutShort.push('ledger');
    return {
      status: 200,
      body: {
        number: shownNumber(number, principal).number,
        localTimes: placesOf(number, {})
          .zones.filter((zone) => deps.zones.has(zone))
          .map((zone) => localTime(nowMs + offsetMs, zone, deps.zones, { demonstration: offsetMs !== 0 })),
        leads: leads.slice(0, MOST).map((row) => ({
          leadId: row.lead_id,
          personId: row.person_id,
          name: [row.first_name, row.last_name].filter(Boolean).join(' ') || row.company || 'Nameless',
          listName: row.list_name,
          position: row.position,
        })),
        calls: calls.slice(0, MOST).map((row) => presentCall(row, principal, deps)),
        consents: consents.slice(0, MOST).map(presentConsent),
        lists: lists.map(presentListFact),
        suppressions: suppressions.slice(0, MOST).map((row) => presentSuppression(row, principal, deps.keyring)),
        optOuts: optOuts.slice(0, MOST).map(presentOptOut),
        ledger: ledger.slice(0, MOST_ENTRIES).map(presentEntry),
        cutShort,
      },
    };
  },
});

type HolderRow = {
  lead_id: string;
  person_id: string;
  first_name: string | null;
  last_name: string | null;
  company: string | null;
  list_name: string;
  position: number;
};

function readHolders(tx: TenantTx, hmac: Buffer): Promise<HolderRow[]> {
  return tx.query<HolderRow>(
    `select l.id as lead_id, l.person_id, l.first_name, l.last_name, l.company, li.name as list_name, p.position
     from lead_phones p
     join leads l on l.tenant_id = p.tenant_id and l.id = p.lead_id
     join lists li on li.tenant_id = l.tenant_id and li.id = l.list_id
     where p.tenant_id = $1 and p.number_hmac = $2 order by l.id desc limit $3`,
    [tx.tenantId, hmac, MOST + 1],
  );
}

function readConsents(tx: TenantTx, personIds: readonly string[]): Promise<ConsentRow[]> {
  return tx.query<ConsentRow>(
    'select * from consents where tenant_id = $1 and person_id = any($2::uuid[]) order by id desc limit $3',
    [tx.tenantId, [...new Set(personIds)], MOST + 1],
  );
}

/** Rules of a tenant on a demonstration clock are asked at its time. */
async function clockOf(tx: TenantTx): Promise<{ offsetMs: number; country: string }> {
  const [tenant] = await tx.query<{ clock_offset_ms: string | null }>(
    'select clock_offset_ms from tenants where id = $1',
    [tx.tenantId],
  );
  return { offsetMs: Number(tenant?.clock_offset_ms ?? 0), country: await countryOf(tx) };
}
