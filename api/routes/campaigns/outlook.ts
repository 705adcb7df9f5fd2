import type { TenantTx } from '../../../database/connect.ts';
import { REFUSAL_REASONS } from '../../../domain/vocabulary.ts';
import { localTime } from '../../../numbering/local-time.ts';
import { CampaignOutlook } from '../../contract/outlook.ts';
import { idParams } from '../../contract/id.ts';
import { defineRoute } from '../../http/route.ts';
import { presentCampaign, readCampaign } from './campaign-row.ts';
import { type Group, type PlaceOutlook, placesOutlook } from './places-outlook.ts';

type GroupRow = Group & { suppressed: number; no_phone: number };

const MOST_PLACES = 60;

export const getOutlook = defineRoute({
  id: 'getCampaignOutlook',
  method: 'get',
  path: '/api/v1/campaigns/:id/outlook',
  tag: 'Campaigns',
  summary: 'When, how fast and whom it will dial, and who cannot be called',
  description:
    'Numbers on the own do-not-call list, places and hours. Registries, consent and caps are asked again for each call.',
  access: 'campaigns:read',
  params: idParams(),
  responses: { 200: { description: 'The outlook of this moment.', body: CampaignOutlook } },
  async handler({ tx, params }, deps) {
    const campaign = presentCampaign(await readCampaign(tx, params.id));
    const rows = await readGroups(tx, campaign);
    const [tenant] = await tx.query<{ clock_offset_ms: string | null }>(
      'select clock_offset_ms from tenants where id = $1',
      [tx.tenantId],
    );
    const offset = Number(tenant?.clock_offset_ms ?? 0);
    const demonstration = offset !== 0;
    const now = deps.now() + offset;
    const sum = (of: (row: GroupRow) => number) => rows.reduce((all, row) => all + of(row), 0);
    const places = placesOutlook(rows, {
      window: campaign.callingWindow,
      kind: campaign.callKind,
      now,
      zones: deps.zones,
    });
    const never = places.filter((place) => place.never);
    const counted = (some: readonly PlaceOutlook[]) => some.reduce((all, { leads }) => all + leads, 0);
    const unknown = counted(never.filter(({ zones }) => zones.length === 0));
    const closed = counted(never) - unknown;
    const callable = counted(places) - counted(never);
    const isOpen = places.some((place) => place.openNow && !place.never);
    const opening = places.flatMap((place) =>
      place.never || place.openNow || place.changesAt === null ? [] : [place],
    );
    const [first] = opening.toSorted((a, b) => (a.changesAt ?? 0) - (b.changesAt ?? 0));
    const local = (at: number | null, zone: string | undefined) =>
      at === null || zone === undefined ? null : localTime(at, zone, deps.zones, { demonstration });
    return {
      status: 200,
      body: {
        at: new Date(now).toISOString(),
        demonstration,
        leads: sum((row) => row.leads),
        callable,
        openNow: counted(places.filter((place) => place.openNow && !place.never)),
        cannot: [
          refused(
            'suppressed',
            sum((row) => row.suppressed),
            null,
          ),
          refused(
            'no-phone-left',
            sum((row) => row.no_phone),
            'Import a telephone number for them.',
          ),
          refused('unknown-location', unknown, 'Import their state or postal code, or a number with an area code.'),
          refused('outside-window', closed, 'Widen the calling window, or let it follow the lead’s clock.'),
        ].filter(({ leads }) => leads > 0),
        places: places.slice(0, MOST_PLACES).map((place) => ({
          zones: [...place.zones],
          states: [...place.states],
          leads: place.leads,
          local: local(now, place.zones[0]),
          openNow: place.openNow,
          changesAt: local(place.changesAt, place.zones[0]),
          halfHours: [...place.halfHours],
        })),
        nextOpen: isOpen || !first ? null : local(first.changesAt, first.zones[0]),
        onceThroughSeconds: callable === 0 ? null : Math.ceil(callable / campaign.callsPerSecond),
      },
    };
  },
});

function refused(reason: keyof typeof REFUSAL_REASONS, leads: number, remedy: string | null) {
  return { reason, text: REFUSAL_REASONS[reason], leads, remedy };
}

/** Leads by where their first telephone rings: those of the lists before the start, those that wait afterwards. */
function readGroups(tx: TenantTx, campaign: { id: string; status: string; listIds: string[] }): Promise<GroupRow[]> {
  const members =
    campaign.status === 'draft'
      ? `select l.id, l.state, l.country, l.time_zone from leads l where l.tenant_id = $1 and l.list_id = any($2::uuid[])`
      : `select l.id, l.state, l.country, l.time_zone from campaign_leads c
         join leads l on l.tenant_id = c.tenant_id and l.id = c.lead_id
         where c.tenant_id = $1 and c.campaign_id = $2 and c.state = 'waiting'`;
  return tx.query<GroupRow>(
    `with members as (${members}), known as (
       select m.*, p.area, p.lead_id is null as no_phone, exists (
         select 1 from lead_phones o join suppressions s on s.tenant_id = o.tenant_id and s.number_hmac = o.number_hmac
           and s.removed_at is null and (s.expires_at is null or s.expires_at > now())
           and (s.campaign_id is null or s.campaign_id = $3)
         where o.tenant_id = $1 and o.lead_id = m.id) as suppressed
       from members m left join lead_phones p on p.tenant_id = $1 and p.lead_id = m.id and p.position = 0
     )
     select area, state, country, time_zone as "timeZone", count(*)::int as leads,
       (count(*) filter (where suppressed))::int as suppressed,
       (count(*) filter (where no_phone and not suppressed))::int as no_phone,
       (count(*) filter (where not suppressed and not no_phone))::int as reachable
     from known group by 1, 2, 3, 4`,
    [tx.tenantId, campaign.status === 'draft' ? campaign.listIds : campaign.id, campaign.id],
  );
}
