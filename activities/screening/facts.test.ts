import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import type { ListFact } from '../../domain/compliance/facts.ts';
import { dialNow, leased } from '../testing/attempts.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import {
  aCampaign,
  aLaunch,
  aNumber,
  aTenant,
  aTrunk,
  someLeads,
  type TestCampaign,
  type TestEngine,
} from '../testing/test-engine.ts';

let stand: CallStand;
let engine: TestEngine;
/** What the registries answer, as they would: a disk that fails is not made to fail here. */
const registry: { says: ListFact['state'] | 'nothing' | 'error' } = { says: 'nothing' };

beforeAll(async () => {
  stand = await startCallStand({
    registry: {
      look: async (_tx, numbers, nowMs) => {
        if (registry.says === 'error') throw new Error('the registry is away');
        const state = registry.says;
        if (state === 'nothing') return numbers.map(() => []);
        const fact = {
          list: 'us-federal',
          state,
          since: null,
          asOf: nowMs,
          validUntil: null,
          version: 'v1',
        } as const;
        return numbers.map(() => [fact]);
      },
    },
  });
  engine = stand.engine;
});
afterAll(() => stand?.stop());
beforeEach(() => {
  registry.says = 'nothing';
});

async function aLead(change: { scopes?: string[] } = {}): Promise<{ campaign: TestCampaign; leadId: string }> {
  const campaign = await aCampaign(engine, await aTenant(engine), await aTrunk(engine));
  const [leadId = ''] = await someLeads(engine, campaign, [aNumber(1)]);
  if (change.scopes) {
    await engine.rows('delete from consents where tenant_id = $1 and scope <> all($2)', [
      campaign.tenantId,
      change.scopes,
    ]);
  }
  return { campaign, leadId };
}

const launch = (campaign: TestCampaign) => engine.activities.launchCalls(aLaunch(campaign));

async function launchAndDial(campaign: TestCampaign, between: () => Promise<unknown> | void) {
  expect(await launch(campaign)).toMatchObject({ launched: 1 });
  const [ref] = await leased(engine, campaign.tenantId);
  if (!ref) throw new Error('not launched');
  await between();
  return dialNow(engine, ref);
}

async function recordOf({ tenantId }: TestCampaign) {
  const [last] = await engine.rows<{ phase: string; result: string; reason: string; rules: string[] }>(
    `select body::jsonb->>'phase' as phase, body::jsonb->>'result' as result, body::jsonb->>'reason' as reason, rules
     from ledger_entries where tenant_id = $1 and kind = 'verdict' order by id desc limit 1`,
    [tenantId],
  );
  return last;
}

async function leadState({ campaignId }: TestCampaign) {
  const [row] = await engine.rows<{ state: string; reason: string | null }>(
    'select state, reason from campaign_leads where campaign_id = $1',
    [campaignId],
  );
  return row;
}

const placed = async ({ tenantId }: TestCampaign) =>
  (
    await engine.rows<{ n: number }>(
      `select count(*)::int as n from attempts where tenant_id = $1 and answered_at is not null`,
      [tenantId],
    )
  )[0]?.n;

const revoke = ({ tenantId }: TestCampaign) =>
  engine.rows(
    `update consents set revoked_at = now(), revoked_by = 'test', revoked_reason = 'asked' where tenant_id = $1`,
    [tenantId],
  );

describe('at the claim', () => {
  test('a person without consent is not called, and the record says why', async () => {
    const { campaign } = await aLead({ scopes: [] });
    expect(await launch(campaign)).toMatchObject({ launched: 0, blocked: 1 });
    expect(await leadState(campaign)).toEqual({ state: 'blocked', reason: 'no-consent' });
    expect(await recordOf(campaign)).toMatchObject({ phase: 'claim', result: 'blocked', reason: 'no-consent' });
  });

  test.each([
    ['not-held', 'list-not-held'],
    ['unreadable', 'check-failed'],
    ['nothing', 'list-not-held'],
  ] as const)('a stranger waits while the registry is %s', async (says, reason) => {
    const { campaign } = await aLead({ scopes: ['automated-voice'] });
    registry.says = says;
    expect(await launch(campaign)).toMatchObject({ launched: 0, deferred: 1 });
    expect(await leadState(campaign)).toEqual({ state: 'waiting', reason });
    expect((await recordOf(campaign))?.rules).toContain('us.national-list');
  });

  test('a stranger on the registry is blocked, one who is not is called', async () => {
    const { campaign: listed } = await aLead({ scopes: ['automated-voice'] });
    registry.says = 'listed';
    expect(await launch(listed)).toMatchObject({ launched: 0, blocked: 1 });
    expect(await leadState(listed)).toMatchObject({ reason: 'suppressed' });
    const { campaign: clear } = await aLead({ scopes: ['automated-voice'] });
    registry.says = 'clear';
    expect(await launch(clear)).toMatchObject({ launched: 1 });
  });

  test('a registry that fails as a whole launches nobody', async () => {
    const { campaign } = await aLead();
    registry.says = 'error';
    await expect(launch(campaign)).rejects.toThrow('away');
    expect(await leased(engine, campaign.tenantId)).toEqual([]);
  });

  test.each([
    ['informational', 'landline', 1],
    ['informational', 'mobile', 0],
    ['informational', 'unknown', 0],
    ['telemarketing', 'landline', 0],
  ])('%s calls to a %s without consent: %i', async (kind, type, launched) => {
    const { campaign } = await aLead({ scopes: [] });
    await engine.rows('update campaigns set call_kind = $2 where id = $1', [campaign.campaignId, kind]);
    await engine.rows('update lead_phones set number_type = $2 where tenant_id = $1', [campaign.tenantId, type]);
    expect(await launch(campaign)).toMatchObject({ launched });
  });

  test('a number that was reassigned since consent was given is not called', async () => {
    const { campaign } = await aLead();
    await engine.rows(
      `insert into reassigned_numbers (tenant_id, number_hmac, state, consent_at, as_of, source, asked_at)
       values ($1, $2, 'yes', now(), now(), 'recorded', now())`,
      [campaign.tenantId, engine.deps.keyring.numberIndex(aNumber(1))],
    );
    expect(await launch(campaign)).toMatchObject({ launched: 0, blocked: 1 });
    expect(await leadState(campaign)).toMatchObject({ reason: 'reassigned-number' });
  });

  test('a conversation about the debt on another number of the person keeps quiet for seven days', async () => {
    const { campaign, leadId } = await aLead();
    const { tenantId, campaignId, listId, agents } = campaign;
    await engine.rows(`update campaigns set call_kind = 'debt' where id = $1`, [campaignId]);
    const [other = ''] = await someLeads(engine, campaign, [aNumber(2)]);
    await engine.rows(
      `update leads set debt_id = 'd1', person_id = (select person_id from leads where id = $2) where id = any($1)`,
      [[leadId, other], leadId],
    );
    const [trunk] = await engine.rows<{ trunk_id: string }>('select trunk_id from campaigns where id = $1', [
      campaignId,
    ]);
    await engine.rows(
      `insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, number_hmac, number_enc, key_id,
         state, due_at, room, dial_started_at, answered_at, ended_at, disposition)
       select $1, uuidv7(interval '-2 days'), $2, $3, $4, $5, 'fake', p.number_hmac, p.number_enc, p.key_id, 'ended',
         now(), 'r', now() - interval '2 days', now() - interval '2 days', now() - interval '2 days', 'completed'
       from lead_phones p where p.lead_id = $3`,
      [tenantId, campaignId, other, agents[0], trunk?.trunk_id],
    );
    expect(listId).toBeTruthy();
    expect(await launch(campaign)).toMatchObject({ launched: 0, deferred: 2 });
    expect((await recordOf(campaign))?.rules).toContain('us.debt-after-conversation');
  });
});

describe('what a tenant chose', () => {
  const never = {
    id: 'tenant.pause',
    jurisdiction: 'tenant',
    title: 'Nobody in New York is called',
    citation: '',
    confidence: 'primary',
    from: null,
    until: null,
    where: { states: ['US-NY'] },
    appliesTo: {},
    requires: { what: 'ban' },
  };

  test('is in force at the next claim, and gone at the one after it is taken back', async () => {
    const { campaign } = await aLead();
    const { tenantId } = campaign;
    const choose = (stricter: object[]) =>
      engine.rows(
        `insert into compliance_profiles (tenant_id, stricter) values ($1, $2) on conflict (tenant_id)
         do update set stricter = excluded.stricter, revision = compliance_profiles.revision + 1`,
        [tenantId, JSON.stringify(stricter)],
      );
    await choose([never]);
    expect(await launch(campaign)).toMatchObject({ launched: 0, blocked: 1 });
    expect(await leadState(campaign)).toMatchObject({ reason: 'calls-banned' });
    await choose([]);
    await engine.rows(`update campaign_leads set state = 'waiting' where campaign_id = $1`, [campaign.campaignId]);
    expect(await launch(campaign)).toMatchObject({ launched: 1 });
  });

  test('may be laxer by an owner’s override alone, and every verdict says so', async () => {
    const { campaign } = await aLead({ scopes: ['telemarketing'] });
    await engine.rows(
      `insert into compliance_overrides (tenant_id, provision, reason, created_by)
       values ($1, 'us.consent-artificial-voice', 'Counsel’s opinion, file 12', 'user:1')`,
      [campaign.tenantId],
    );
    expect(await launch(campaign)).toMatchObject({ launched: 1 });
    const [entry] = await engine.rows<{ body: string }>(
      `select body::text as body from ledger_entries where tenant_id = $1 and kind = 'verdict'`,
      [campaign.tenantId],
    );
    expect(entry?.body).toContain('Counsel’s opinion, file 12');
  });

  test('a country whose pack was left out is not called', async () => {
    const { campaign } = await aLead();
    await engine.rows(`insert into compliance_profiles (tenant_id, packs) values ($1, '{uk}')`, [campaign.tenantId]);
    expect(await launch(campaign)).toMatchObject({ launched: 0, blocked: 1 });
    expect(await leadState(campaign)).toMatchObject({ reason: 'no-rules' });
  });
});

describe('at the last moment before the dial', () => {
  test('a consent revoked since the claim stops it', async () => {
    const { campaign } = await aLead();
    const outcome = await launchAndDial(campaign, () => revoke(campaign));
    expect(outcome).toEqual({ kind: 'refused', disposition: 'blocked', reason: 'no-consent' });
    expect(await placed(campaign)).toBe(0);
    expect(await recordOf(campaign)).toMatchObject({ phase: 'dial', result: 'blocked', reason: 'no-consent' });
  });

  test.each([
    ['unreadable', 'check-failed'],
    ['error', 'check-failed'],
    ['not-held', 'list-not-held'],
  ] as const)('a registry that is %s since the claim stops it', async (says, reason) => {
    const { campaign } = await aLead({ scopes: ['automated-voice'] });
    registry.says = 'clear';
    const outcome = await launchAndDial(campaign, () => {
      registry.says = says;
    });
    expect(outcome).toMatchObject({ kind: 'refused', disposition: 'deferred', reason });
    expect(await placed(campaign)).toBe(0);
  });

  test('nothing stops what all rules still allow', async () => {
    const { campaign } = await aLead();
    expect(await launchAndDial(campaign, () => undefined)).toMatchObject({ kind: 'answered' });
  });
});
