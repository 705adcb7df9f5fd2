import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { Suppression } from '../../database/engine/insert-suppression.ts';
import { suppressNumber } from '../../database/engine/suppress-number.ts';
import type { E164 } from '../../domain/ids.ts';
import { type Keyring, SEAL } from '../../keyring/keyring.ts';
import type { CallRef } from '../interface.ts';
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

beforeAll(async () => {
  stand = await startCallStand();
  engine = stand.engine;
});
afterAll(() => stand?.stop());

const first = aNumber(1);
const second = aNumber(2);

async function aCampaignWith(...numbers: E164[]): Promise<{ campaign: TestCampaign; leads: string[] }> {
  const tenantId = await aTenant(engine);
  const campaign = await aCampaign(engine, tenantId, await aTrunk(engine));
  return { campaign, leads: await someLeads(engine, campaign, numbers) };
}

async function launchOne(campaign: TestCampaign): Promise<CallRef> {
  await engine.activities.launchCalls(aLaunch(campaign));
  const [ref] = await leased(engine, campaign.tenantId);
  if (!ref) throw new Error('not launched');
  return ref;
}

const refuse = ({ tenantId }: TestCampaign, number: E164, about: Partial<Suppression> = {}) =>
  suppressNumber(
    engine.database,
    tenantId,
    {
      numberHmac: engine.deps.keyring.numberIndex(number),
      number: null,
      tail: number.slice(-2),
      campaignId: null,
      source: 'officer',
      reason: 'asked by letter',
      attemptId: null,
      createdBy: 'test',
      ...about,
    },
    engine.clock.now(),
  );

const leadOf = async (leadId: string) =>
  (
    await engine.rows<{ state: string; reason: string | null; callback_moved_from: Date | null }>(
      'select state, reason, callback_moved_from from campaign_leads where lead_id = $1',
      [leadId],
    )
  )[0];

describe('a refusal', () => {
  test('for good holds although the number was listed for a while before', async () => {
    const { campaign, leads } = await aCampaignWith(first);
    await refuse(campaign, first);
    await engine.rows(`update suppressions set expires_at = now() + interval '1 hour' where tenant_id = $1`, [
      campaign.tenantId,
    ]);

    await refuse(campaign, first, { source: 'spoken' });

    const [entry] = await engine.rows('select source, expires_at from suppressions where tenant_id = $1', [
      campaign.tenantId,
    ]);
    expect(entry).toEqual({ source: 'spoken', expires_at: null });
    expect(await leadOf(leads[0]!)).toMatchObject({ state: 'blocked', reason: 'suppressed' });
  });

  test('is the person’s: another lead of theirs, with another number, is not called either', async () => {
    const { campaign, leads } = await aCampaignWith(first, second);
    await engine.rows(
      `update leads set person_id = (select person_id from leads where id = $1) where id = $2`,
      leads.slice(0, 2),
    );
    await engine.rows(`update campaign_leads set next_attempt_at = now() + interval '1 day' where lead_id = $1`, [
      leads[0],
    ]);
    const ref = await launchOne(campaign);

    const { live } = await refuse(campaign, first);
    expect(live).toEqual([ref.attemptId]);
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused', reason: 'fenced' });
  });

  test('of one campaign that cuts a call is not put down as said during that call', async () => {
    const { campaign, leads } = await aCampaignWith(first);
    const ref = await launchOne(campaign);
    await dialNow(engine, ref);
    await refuse(campaign, first, { campaignId: campaign.campaignId });

    await engine.activities.finishCall({
      ...ref,
      disposition: 'opted-out',
      endReason: 'opted-out',
      reason: 'opted-out',
    });

    expect(
      await engine.rows('select source, campaign_id from suppressions where tenant_id = $1', [campaign.tenantId]),
    ).toEqual([{ source: 'officer', campaign_id: campaign.campaignId }]);
    expect(await leadOf(leads[0]!)).toMatchObject({ state: 'done', reason: 'opted-out' });
  });
});

describe('a lead that changed between claim and dial', () => {
  test('is not dialled at its old number, and is tried again at the new one', async () => {
    const { campaign, leads } = await aCampaignWith(first);
    const ref = await launchOne(campaign);
    const sealed = (engine.deps.keyring as Keyring).seal(second, SEAL.number);
    await engine.rows('update lead_phones set number_enc = $2, key_id = $3, number_hmac = $4 where lead_id = $1', [
      leads[0],
      sealed.data,
      sealed.keyId,
      engine.deps.keyring.numberIndex(second),
    ]);

    const outcome = await dialNow(engine, ref);
    expect(outcome).toEqual({ kind: 'refused', disposition: 'cancelled', reason: 'number-changed' });
    await engine.activities.finishCall({
      ...ref,
      disposition: 'cancelled',
      endReason: 'not-dialled',
      reason: 'number-changed',
    });
    expect(await leadOf(leads[0]!)).toMatchObject({ state: 'waiting' });
    expect(engine.carrier.placed().filter((entry) => entry.intent === ref.attemptId)).toEqual([]);
  });
});

describe('a promise', () => {
  test('that is put off twice keeps the time that was promised', async () => {
    const { campaign, leads } = await aCampaignWith(first);
    const promised = new Date(engine.clock.now() - 60_000);
    await engine.rows(
      `update campaign_leads set priority = 0, callback_at = $2, next_attempt_at = $2 where lead_id = $1`,
      [leads[0], promised],
    );
    for (const _ of ['once', 'twice']) {
      await engine.rows(`update campaign_leads set next_attempt_at = $2 where lead_id = $1`, [leads[0], promised]);
      const ref = await launchOne(campaign);
      await engine.activities.finishCall({ ...ref, disposition: 'cancelled', endReason: 'not-dialled' });
    }
    expect(await leadOf(leads[0]!)).toMatchObject({ state: 'waiting', callback_moved_from: promised });
  });
});

describe('a machine whose clock is wrong', () => {
  test.each([
    ['three hours behind', -3 * 3_600_000],
    ['two minutes ahead', 120_000],
  ])('by being %s dials nothing, and tries again', async (_, skewMs) => {
    const { campaign, leads } = await aCampaignWith(first);
    const ref = await launchOne(campaign);
    const right = engine.deps.machineClock;
    engine.deps.machineClock = { now: () => Date.now() + skewMs };
    try {
      expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused', reason: 'check-failed' });
    } finally {
      engine.deps.machineClock = right;
    }
    expect(engine.carrier.log().filter(({ intent }) => intent === ref.attemptId)).toEqual([]);
    expect(await leadOf(leads[0]!)).not.toMatchObject({ state: 'done' });
  });
});
