import { readLeadFacts } from '../../../activities/screening/lead-facts.ts';
import { factsOf, screenLead, type ScreenContext } from '../../../activities/screening/screen-lead.ts';
import { readCampaignRules } from '../../../database/engine/campaign-rules.ts';
import { readProfile } from '../../../database/compliance/profile.ts';
import { appendLedger } from '../../../database/ledger/append.ts';
import type { TenantTx } from '../../../database/connect.ts';
import type { CompiledRules } from '../../../domain/compliance/compile-rules.ts';
import { findingWords, momentWords } from '../../../domain/compliance/finding-words.ts';
import type { Verdict } from '../../../domain/compliance/verdict.ts';
import type { CampaignId } from '../../../domain/ids.ts';
import { schedulePhase } from '../../../domain/schedule.ts';
import { localTime } from '../../../numbering/local-time.ts';
import { placesOf } from '../../../numbering/places.ts';
import { nameOf } from '../../auth/principal.ts';
import { idParams } from '../../contract/id.ts';
import { LeadWhy, WhyQuery } from '../../contract/why.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { readCampaign } from '../campaigns/campaign-row.ts';
import { presentVerdict } from '../compliance/check/answer.ts';
import { reasonText } from '../timeline/reasons.ts';

export const getLeadWhy = defineRoute({
  id: 'getLeadWhy',
  method: 'get',
  path: '/api/v1/leads/:id/why',
  tag: 'Leads',
  summary: 'Why is this lead not called now, and when next?',
  description:
    'Asks the rules anew, as the next claim would: by the tenant’s rules, lists, consents and history of this moment. Who asked is written to the ledger.',
  access: 'leads:read',
  params: idParams(),
  query: WhyQuery,
  responses: { 200: { description: 'In words, with the evidence behind each.', body: LeadWhy } },
  async handler({ tx, params, query, principal }, deps) {
    // Answering without the campaign that was asked for would be an answer to another question.
    if (query.campaignId !== undefined) await readCampaign(tx, query.campaignId);
    const enrolled = await readEnrolments(tx, params.id, query.campaignId ?? null);
    const desk = await openDesk(deps, tx);
    const asked = enrolled.length > 0 ? enrolled : [NOT_ENROLLED];
    const campaigns: LeadWhy['campaigns'] = [];
    for (const one of asked) campaigns.push(await whyIn(deps, tx, params.id, one, desk));
    await appendLedger(tx, deps.now(), [
      { kind: 'look-up', leadId: params.id, actor: nameOf(principal), body: { what: 'why', campaigns: asked.length } },
    ]);
    return { status: 200, body: { leadId: params.id, campaigns } };
  },
});

type Enrolment = {
  campaign_id: CampaignId | null;
  name: string | null;
  state: LeadWhy['campaigns'][number]['state'];
  next_phone: number;
  next_attempt_at: Date | null;
  reason: string | null;
};
const NOT_ENROLLED: Enrolment = {
  campaign_id: null,
  name: null,
  state: null,
  next_phone: 0,
  next_attempt_at: null,
  reason: null,
};

function readEnrolments(tx: TenantTx, leadId: string, campaignId: string | null): Promise<Enrolment[]> {
  return tx.query<Enrolment>(
    `select cl.campaign_id, c.name, cl.state, cl.next_phone, cl.next_attempt_at, cl.reason
     from campaign_leads cl join campaigns c on c.tenant_id = cl.tenant_id and c.id = cl.campaign_id
     where cl.tenant_id = $1 and cl.lead_id = $2 and ($3::uuid is null or cl.campaign_id = $3)
     order by cl.campaign_id desc limit 50`,
    [tx.tenantId, leadId, campaignId],
  );
}

interface Desk {
  offsetMs: number;
  demonstrationClock: boolean;
  rules: CompiledRules;
}

async function openDesk(deps: ApiDependencies, tx: TenantTx): Promise<Desk> {
  const [tenant] = await tx.query<{ offset: string | null }>(
    'select clock_offset_ms as offset from tenants where id = $1',
    [tx.tenantId],
  );
  const offsetMs = Number(tenant?.offset ?? 0);
  const { revision } = await readProfile(tx);
  const rules = await deps.rules.of(tx, { revision, offsetMs });
  return { offsetMs, demonstrationClock: (tenant?.offset ?? null) !== null, rules };
}

async function whyIn(
  deps: ApiDependencies,
  tx: TenantTx,
  leadId: string,
  enrolment: Enrolment,
  desk: Desk,
): Promise<LeadWhy['campaigns'][number]> {
  const nowMs = deps.now();
  const { offsetMs, demonstrationClock, rules } = desk;
  const campaignId = enrolment.campaign_id;
  const read = { campaignId, leadIds: [leadId], nowMs, offsetMs };
  const lead = (await readLeadFacts({ ...deps, numbering: { placesOf } }, tx, read)).get(leadId);
  if (!lead) throw notFound('lead');
  const stored = campaignId === null ? null : await readCampaignRules(tx, campaignId);
  const closed = stored?.status === 'running' && schedulePhase(stored.schedule, nowMs) !== 'open';
  const context: ScreenContext = {
    phase: 'claim',
    rules: stored && closed ? { ...stored, status: 'paused' } : stored,
    ruleSet: rules,
    carrierIsReal: stored?.reaches_telephones ?? false,
    rulesNowMs: nowMs + offsetMs,
    demonstrationClock,
  };
  const { verdict, position, phone } = screenLead(
    { numbering: { zones: deps.zones } },
    lead,
    enrolment.next_phone,
    context,
  );
  const about = { campaignId, campaignName: enrolment.name, state: enrolment.state };
  const zone = verdict.location.zones[0] ?? null;
  const next = nextOf(enrolment, verdict, offsetMs);
  return {
    ...about,
    answer: answerOf(enrolment, verdict, next === null ? null : momentWords(next, zone, deps.zones)),
    because: becauseOf(verdict, desk, zone, deps),
    next:
      next === null || zone === null || !deps.zones.has(zone)
        ? null
        : localTime(next, zone, deps.zones, { demonstration: offsetMs !== 0 }),
    phone: phone ? position : null,
    verdict: presentVerdict(verdict, factsOf(lead, position, context), rules, {
      zones: deps.zones,
      demonstration: offsetMs !== 0,
    }),
  };
}

/** On the tenant's clock: when the rules allow it, and not before it is due. */
function nextOf({ state, next_attempt_at: due }: Enrolment, verdict: Verdict, offsetMs: number): number | null {
  if (state !== null && state !== 'waiting') return null;
  if (verdict.nextCallableAt === null) return null;
  return Math.max(verdict.nextCallableAt, due === null ? 0 : due.getTime() + offsetMs);
}

function answerOf({ state, reason }: Enrolment, verdict: Verdict, next: string | null): string {
  if (state === 'in-call') return 'It is in a call right now.';
  if (state === 'done') return `This campaign is done with it: ${reasonText(reason) ?? 'it was reached'}.`;
  const blocked =
    state === 'blocked' ? `This campaign calls it no more: ${reasonText(reason) ?? 'a rule refused'}. ` : '';
  if (verdict.result === 'allowed') {
    return blocked === ''
      ? `It may be called now${next === null ? '' : `; it is due on ${next}`}.`
      : `${blocked}Nothing speaks against it today.`;
  }
  const why = reasonText(verdict.reason) ?? 'a rule refused';
  if (verdict.result === 'blocked') {
    return blocked !== '' && reason === verdict.reason ? blocked.trim() : `${blocked}It may not be called: ${why}.`;
  }
  const when = next === null ? 'Nobody can say when next: somebody has to change something.' : `Next on ${next}.`;
  return `${blocked}Not now: ${why}. ${blocked === '' ? when : ''}`.trim();
}

function becauseOf(
  verdict: Verdict,
  { rules }: Desk,
  zone: string | null,
  { zones }: Pick<ApiDependencies, 'zones'>,
): LeadWhy['campaigns'][number]['because'] {
  const titles = new Map(rules.provisions.map(({ id, title }) => [id, title]));
  const said = new Set<string>();
  return verdict.findings
    .filter((finding) => finding.result !== 'pass')
    .map((finding) => ({
      rule: finding.rule,
      text: findingWords(finding, { title: titles.get(finding.rule) ?? null, zone, zones }),
    }))
    .filter(({ rule, text }) => !said.has(rule + text) && said.add(rule + text));
}
