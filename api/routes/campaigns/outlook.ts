import { readProfile } from '../../../database/compliance/profile.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import { REFUSAL_REASONS, type RefusalReason } from '../../../domain/vocabulary.ts';
import { localTime } from '../../../numbering/local-time.ts';
import { placesOf } from '../../../numbering/places.ts';
import { idParams } from '../../contract/id.ts';
import { CampaignOutlook } from '../../contract/outlook.ts';
import { defineRoute } from '../../http/route.ts';
import { presentCampaign, readCampaign } from './campaign-row.ts';
import { type Group, placesOutlook } from './places-outlook.ts';
import { screenSample } from './screen-sample.ts';

const MOST_PLACES = 60;
/** So many leads are screened as a claim would; of more, the counts are scaled. */
const MOST_SCREENED = 1_000;

export const getOutlook = defineRoute({
  id: 'getCampaignOutlook',
  method: 'get',
  path: '/api/v1/campaigns/:id/outlook',
  tag: 'Campaigns',
  summary: 'When, how fast and whom it will dial, and who cannot be called',
  description:
    'Every rule is asked with every stored fact, of at most 1,000 leads: of more, the counts are scaled and `screened` says of how many. Each lead is screened again before it is called and at the dial.',
  access: 'campaigns:read',
  params: idParams<CampaignId>(),
  responses: { 200: { description: 'The outlook of this moment.', body: CampaignOutlook } },
  async handler({ tx, params }, deps) {
    const campaign = presentCampaign(await readCampaign(tx, params.id));
    const [tenant] = await tx.query<{ clock_offset_ms: string | null }>(
      'select clock_offset_ms from tenants where id = $1',
      [tx.tenantId],
    );
    const offsetMs = Number(tenant?.clock_offset_ms ?? 0);
    const demonstration = offsetMs !== 0;
    const nowMs = deps.now();
    const now = nowMs + offsetMs;
    const { revision } = await readProfile(tx);
    const rules = await deps.rules.of(tx, { revision, offsetMs });
    const members = membersOf(campaign);
    const groups = await readGroups(tx, members);
    const sample = await screenSample({ ...deps, numbering: { placesOf, zones: deps.zones } }, tx, {
      campaignId: params.id,
      leadIds: await firstMembers(tx, members),
      rules,
      nowMs,
      offsetMs,
    });
    const places = placesOutlook(groups, {
      window: campaign.callingWindow,
      kind: campaign.callKind,
      rules,
      now,
      zones: deps.zones,
    });
    const leads = groups.reduce((all, group) => all + group.leads, 0);
    const scaled = (count: number) =>
      sample.looked === 0 ? 0 : Math.round((count * leads) / Math.max(sample.looked, 1));
    const never = [...sample.blocked.values()].reduce((all, count) => all + count, 0);
    const callable = leads - scaled(never);
    const next = places
      .filter((place) => !place.openNow && place.changesAt !== null)
      .toSorted((a, b) => (a.changesAt ?? 0) - (b.changesAt ?? 0))[0];
    const local = (at: number | null, zone: string | undefined) =>
      at === null || zone === undefined ? null : localTime(at, zone, deps.zones, { demonstration });
    return {
      status: 200,
      body: {
        at: new Date(now).toISOString(),
        demonstration,
        leads,
        screened: sample.looked,
        callable,
        openNow: scaled(sample.allowed),
        cannot: reasonsOf(sample.blocked, scaled),
        later: reasonsOf(sample.deferred, scaled),
        places: places.slice(0, MOST_PLACES).map((place) => ({
          zones: [...place.zones],
          states: [...place.states],
          leads: place.leads,
          local: local(now, place.zones[0]),
          openNow: place.openNow,
          changesAt: local(place.changesAt, place.zones[0]),
          halfHours: [...place.halfHours],
        })),
        nextOpen: sample.allowed > 0 || !next ? null : local(next.changesAt, next.zones[0]),
        onceThroughSeconds: callable === 0 ? null : Math.ceil(callable / campaign.callsPerSecond),
      },
    };
  },
});

const REMEDIES: Partial<Record<RefusalReason, string>> = {
  'no-phone-left': 'Import a telephone number for them.',
  'unknown-location': 'Import their state or postal code, or a number with an area code.',
  'outside-window': 'Widen the calling window, or let it follow the lead’s clock.',
  'no-consent': 'Import or record their consent, or say on the list what its people agreed to.',
  'no-rules': 'Choose the rules of their country under Compliance.',
  'list-not-held': 'Activate the registry under Compliance.',
  'list-expired': 'Activate a newer file of the registry under Compliance.',
};

function reasonsOf(counts: ReadonlyMap<RefusalReason, number>, scaled: (count: number) => number) {
  return [...counts]
    .toSorted(([, a], [, b]) => b - a)
    .map(([reason, count]) => ({
      reason,
      text: REFUSAL_REASONS[reason],
      leads: scaled(count),
      remedy: REMEDIES[reason] ?? null,
    }));
}

/** Those of the lists before the start, those that wait afterwards: a query, and its values behind the tenant. */
function membersOf({ id, status, listIds }: { id: string; status: string; listIds: string[] }) {
  return status === 'draft'
    ? { query: 'select l.id from leads l where l.tenant_id = $1 and l.list_id = any($2::uuid[])', value: listIds }
    : {
        query: `select c.lead_id as id from campaign_leads c
                where c.tenant_id = $1 and c.campaign_id = $2 and c.state = 'waiting'`,
        value: id,
      };
}

async function firstMembers(tx: TenantTx, { query, value }: ReturnType<typeof membersOf>): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(`${query} limit $3`, [tx.tenantId, value, MOST_SCREENED]);
  return rows.map(({ id }) => id);
}

/** The members by where their first telephone rings. */
function readGroups(tx: TenantTx, { query, value }: ReturnType<typeof membersOf>): Promise<Group[]> {
  return tx.query<Group>(
    `select p.area, l.state, l.country, l.time_zone as "timeZone", count(*)::int as leads
     from (${query}) m join leads l on l.tenant_id = $1 and l.id = m.id
     left join lead_phones p on p.tenant_id = $1 and p.lead_id = m.id and p.position = 0
     group by 1, 2, 3, 4`,
    [tx.tenantId, value],
  );
}
