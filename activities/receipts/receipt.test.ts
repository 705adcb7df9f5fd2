import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { recordOptOut, type OptOutRequest } from '../../database/receipts/record-opt-out.ts';
import { deliverOutbox } from '../../temporal/deliver-outbox.ts';
import { eventually } from '../../testing/eventually.ts';
import type { E164, TenantId } from '../../domain/ids.ts';
import { workflowIds } from '../../workflows/contract.ts';
import { dialNow } from '../testing/attempts.ts';
import { type CallStand, startCallStand } from '../testing/call-stand.ts';
import { aCampaign, aLaunch, aNumber, aTenant, aTrunk, someLeads, type TestEngine } from '../testing/test-engine.ts';

let stand: CallStand;
let engine: TestEngine;

beforeAll(async () => {
  stand = await startCallStand();
  engine = stand.engine;
});
afterAll(async () => {
  await stand?.stop();
});
beforeEach(() => stand.reset());

interface OptOutSeen {
  id: string;
  status: string;
  enforced_at: Date | null;
  received_at: Date;
  ledger_ids: string[];
}
const optOutsOf = (tenantId: TenantId) =>
  engine.rows<OptOutSeen>(`select * from opt_outs where tenant_id = $1 order by id`, [tenantId]);
const effectsOf = (optOutId: string) =>
  engine.rows<{ place: string; ref: string; done_at: Date | null; verified_at: Date | null }>(
    `select place, ref, done_at, verified_at from opt_out_effects where opt_out_id = $1 order by place, ref`,
    [optOutId],
  );

function aRequest(number: E164, about: Partial<OptOutRequest> = {}): OptOutRequest {
  return {
    numberHmac: engine.deps.keyring.numberIndex(number),
    number: null,
    tail: number.slice(-2),
    campaignId: null,
    source: 'officer',
    reason: 'asked in writing',
    attemptId: null,
    createdBy: 'test',
    evidence: null,
    externalId: null,
    actor: 'test',
    ...about,
  };
}

const optOut = (tenantId: TenantId, number: E164, about: Partial<OptOutRequest> = {}) =>
  recordOptOut(engine.database, tenantId, aRequest(number, about), Date.now());
const look = (tenantId: TenantId, optOutId: string) => engine.activities.proveOptOut({ tenantId, optOutId });

/** Looks until the proof is complete: other transactions of this cluster may be at work. */
const proves = (tenantId: TenantId, optOutId: string) =>
  eventually(async () => expect(await look(tenantId, optOutId)).toEqual({ status: 'proven', waitingFor: [] }));

describe('an opt-out', () => {
  test('ends what waits and fences what is queued before anybody else hears of it', async () => {
    const { campaign, ref } = await stand.planned();
    const [waiting] = await someLeads(engine, campaign, [[aNumber(7), aNumber(0)]]);
    const done = await optOut(campaign.tenantId, aNumber(0));
    expect(done).toMatchObject({ added: true, leadsEnded: 1, live: [ref.attemptId], enforced: true });
    // Not one effect was delivered: Temporal may be away.
    await engine.carrier.behave({ answerRate: 1 });
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused', reason: 'fenced' });
    expect(stand.placedFor(ref)).toBe(0);
    expect(await effectsOf(done.optOutId)).toMatchObject([
      { place: 'queued-attempts', ref: ref.attemptId, done_at: expect.any(Date), verified_at: null },
      { place: 'waiting-leads', ref: waiting, done_at: expect.any(Date), verified_at: null },
    ]);
  });

  test('withdraws a promised callback and says so', async () => {
    const { campaign } = await stand.planned();
    const [lead] = await someLeads(engine, campaign, [aNumber(5)]);
    await engine.rows(`update campaign_leads set callback_at = now(), priority = 0 where lead_id = $1`, [lead]);
    const { optOutId } = await optOut(campaign.tenantId, aNumber(5));
    expect(await effectsOf(optOutId)).toMatchObject([{ place: 'callbacks', ref: lead }]);
    await proves(campaign.tenantId, optOutId);
  });

  test('of one phone ends both leads of the person, at whichever number they would be called', async () => {
    const { campaign } = await stand.planned();
    const leads = await someLeads(engine, campaign, [aNumber(11), aNumber(12)]);
    await engine.rows(`update leads set person_id = (select person_id from leads where id = $1) where id = $2`, leads);
    const done = await optOut(campaign.tenantId, aNumber(12));
    expect(done.leadsEnded).toBe(2);
    await engine.activities.launchCalls(aLaunch(campaign));
    const called = await engine.rows(`select 1 from attempts where lead_id = any($1::uuid[])`, [leads]);
    expect(called).toEqual([]);
  });

  test('twice at once is two receipts of one entry, and each is proven', async () => {
    const { campaign } = await stand.planned(4);
    const sources = ['web-form', 'e-mail', 'carrier', 'officer'] as const;
    const done = await Promise.all(sources.map((source) => optOut(campaign.tenantId, aNumber(2), { source })));
    expect(done.filter(({ added }) => added)).toHaveLength(1);
    expect(done.every(({ enforced }) => enforced)).toBe(true);
    expect(await engine.rows(`select 1 from suppressions where tenant_id = $1`, [campaign.tenantId])).toHaveLength(1);
    expect(await optOutsOf(campaign.tenantId)).toHaveLength(4);
  });

  test('whose message is delivered again is the same one', async () => {
    const { campaign } = await stand.planned();
    const message = { source: 'carrier', externalId: 'SM-1' } as const;
    const first = await optOut(campaign.tenantId, aNumber(0), message);
    const again = await optOut(campaign.tenantId, aNumber(0), message);
    expect(again).toMatchObject({ optOutId: first.optOutId, repeated: true, added: false });
    expect(await optOutsOf(campaign.tenantId)).toHaveLength(1);
  });

  test('is kept in the ledger, and so is its receipt', async () => {
    const tenantId = await aTenant(engine);
    const { optOutId } = await optOut(tenantId, aNumber(0));
    await proves(tenantId, optOutId);
    const entries = await engine.rows<{ kind: string; body: string }>(
      `select kind, body from ledger_entries where tenant_id = $1 order by id`,
      [tenantId],
    );
    expect(entries.map(({ kind }) => kind)).toEqual(['opt-out', 'receipt']);
    expect(JSON.parse(entries[1]!.body)).toMatchObject({ optOutId, status: 'proven', slowest: expect.any(String) });
    expect((await optOutsOf(tenantId))[0]?.ledger_ids).toHaveLength(2);
  });
});

describe('the proof', () => {
  test('waits for whoever may have looked at the list too early', async () => {
    const tenantId = await aTenant(engine);
    const early = await engine.database.pool.connect();
    try {
      await early.query('begin');
      await early.query('select pg_current_xact_id()');
      const { optOutId } = await optOut(tenantId, aNumber(0));
      expect(await look(tenantId, optOutId)).toEqual({ status: 'open', waitingFor: [] });
      await early.query('commit');
      await proves(tenantId, optOutId);
    } finally {
      early.release();
    }
  });

  test('ends a lead that came back, and fences an attempt that a claim made meanwhile', async () => {
    const tenantId = await aTenant(engine);
    const campaign = await aCampaign(engine, tenantId, await aTrunk(engine));
    const { optOutId } = await optOut(tenantId, aNumber(3));
    const [lead] = await someLeads(engine, campaign, [aNumber(3)]);
    await look(tenantId, optOutId);
    expect(await effectsOf(optOutId)).toMatchObject([{ place: 'waiting-leads', ref: lead }]);
    await proves(tenantId, optOutId);
  });

  test('does the whole of it where the process that recorded it died in between', async () => {
    const { campaign, ref } = await stand.planned();
    const done = await optOut(campaign.tenantId, aNumber(0));
    // As the first transaction alone would have left it.
    await engine.rows(`update opt_outs set enforced_at = null, horizon = null where id = $1`, [done.optOutId]);
    await engine.rows(`delete from opt_out_effects where opt_out_id = $1`, [done.optOutId]);
    await engine.rows(`update attempts set fenced_at = null where id = $1`, [ref.attemptId]);
    await engine.rows(`delete from outbox where tenant_id = $1 and kind = 'signal'`, [campaign.tenantId]);
    expect(await look(campaign.tenantId, done.optOutId)).toEqual({ status: 'open', waitingFor: ['queued-attempts'] });
    expect(await dialNow(engine, ref)).toMatchObject({ kind: 'refused' });
  });

  test('says so when somebody took the number off the list before all was proven', async () => {
    const { campaign } = await stand.planned();
    const { optOutId } = await optOut(campaign.tenantId, aNumber(0));
    await engine.rows(`update suppressions set removed_at = now(), removed_by = 'x' where tenant_id = $1`, [
      campaign.tenantId,
    ]);
    expect(await look(campaign.tenantId, optOutId)).toEqual({ status: 'undone', waitingFor: [] });
  });
});

describe('the receipt’s workflow', () => {
  test('sees a ringing and a talking call to their end, and a claimed one that is never dialled', async () => {
    const workers = await stand.temporal.run(engine.activities);
    try {
      const { campaign, refs } = await stand.planned(3);
      const { tenantId } = campaign;
      const numbers = await engine.rows<{ id: string; number_hmac: Buffer }>(
        `select id, number_hmac from attempts where tenant_id = $1`,
        [tenantId],
      );
      expect(numbers).toHaveLength(3);
      await eventually(async () => {
        const { length } = await engine.rows(
          `select 1 from attempts where tenant_id = $1 and answered_at is not null`,
          [tenantId],
        );
        expect(length).toBe(3);
      });
      const took: number[] = [];
      for (const [i] of refs.entries()) {
        const done = await optOut(tenantId, aNumber(i));
        await deliverOutbox(engine.deps, tenantId, done.outbox);
        const result = await stand.temporal.client.workflow.getHandle(workflowIds.receipt(done.optOutId)).result();
        expect(result).toEqual({ status: 'proven' });
        const [effect] = await engine.rows<{ place: string; done_at: Date; over_at: Date }>(
          `select * from opt_out_effects where opt_out_id = $1`,
          [done.optOutId],
        );
        expect(effect).toMatchObject({ place: 'talking-calls', over_at: expect.any(Date) });
        const [{ received_at: heard } = { received_at: new Date(0) }] = await engine.rows<{ received_at: Date }>(
          `select received_at from opt_outs where id = $1`,
          [done.optOutId],
        );
        took.push(effect!.done_at.getTime() - heard.getTime());
      }
      // Left alone, none of them would have ended.
      const ended = engine.carrier.log().filter(({ event }) => event === 'ended');
      for (const { attemptId } of refs)
        expect(ended.find(({ intent }) => intent === attemptId)?.reason).toMatch(/^(fenced|hangup)$/);
      const left = await engine.rows(`select 1 from leases where tenant_id = $1`, [tenantId]);
      expect(left).toEqual([]);
      console.log(`opt-out beside a call: its fence was written after ${took.join(', ')} ms`);
    } finally {
      await workers.stop();
    }
  });
});
