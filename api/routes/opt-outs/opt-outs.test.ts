import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { dispose, RoomEvent } from '@livekit/rtc-node';
import { startTestCarrier, type TestCarrier } from '../../../activities/testing/dev-carrier.ts';
import { startTestLiveKit, type TestLiveKit } from '../../../activities/testing/livekit.ts';
import type { AttemptId, E164, TenantId } from '../../../domain/ids.ts';
import { SEAL } from '../../../keyring/keyring.ts';
import { eventually } from '../../../testing/eventually.ts';
import { OPTED_OUT_TOPIC } from '../../../voice-worker/contract.ts';
import { liveKitNames } from '../../../workflows/contract.ts';
import { listen } from '../../testing/listen.ts';
import { startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';
import { signMessage } from './inbox-signature.ts';
import { writeLinkToken } from './link-token.ts';

let livekit: TestLiveKit;
let carrier: TestCarrier;
let api: TestApi;
let acme: TestTenant;
let rival: TestTenant;
let now = Date.parse('2026-11-20T15:00:00Z');
/** What time passes between two looks at the clock. */
let stepMs = 0;

beforeAll(async () => {
  [livekit, carrier] = [await startTestLiveKit(), await startTestCarrier({ speed: 1 })];
  const { LIVEKIT_API_KEY: apiKey = '', LIVEKIT_API_SECRET: apiSecret = '' } = livekit.environment;
  const { url } = livekit;
  api = await startTestApi({
    now: () => (now += stepMs),
    config: (config) => ({
      ...config,
      livekit: { url, publicUrl: url, apiKey, apiSecret, agentName: 'a' },
      devCarrier: { ...config.devCarrier, url: carrier.url },
    }),
  });
  acme = await api.tenant({ name: 'Acme & <Sons>' });
  rival = await api.tenant();
});
afterAll(async () => {
  await api?.close();
  await livekit?.stop();
  await carrier?.stop();
  await dispose();
});

let numbers = 0;
const aNumber = () => `+1212555${String(100 + ++numbers).padStart(4, '0')}` as E164;

/** A waiting lead of a campaign, with a promised callback. */
async function aLead(tenant: TestTenant, number: E164, { email = '' } = {}): Promise<string> {
  const agent = await tenant.send('/api/v1/agents', { body: { name: randomUUID(), status: 'active' } });
  const list = await tenant.send('/api/v1/lists', { body: { name: randomUUID() } });
  const trunk = await tenant.send('/api/v1/trunks', { body: { name: randomUUID(), carrier: 'loopback' } });
  const campaign = await tenant.send('/api/v1/campaigns', {
    body: {
      name: randomUUID(),
      agents: [{ agentId: agent.body.id }],
      listIds: [list.body.id],
      trunkId: trunk.body.id,
    },
  });
  const [leadId, personId] = [randomUUID(), randomUUID()];
  const { data, keyId } = api.deps.keyring.seal(number, SEAL.number);
  await api.deps.database.inTenant(tenant.id, async (tx) => {
    await tx.query('insert into persons (tenant_id, id) values ($1, $2)', [tenant.id, personId]);
    await tx.query('insert into leads (tenant_id, id, list_id, person_id, email) values ($1, $2, $3, $4, $5)', [
      ...[tenant.id, leadId, list.body.id, personId, email],
    ]);
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
       values ($1, $2, 0, $3, $4, $5, $6, '+1212', $7)`,
      [tenant.id, leadId, list.body.id, data, keyId, api.deps.keyring.numberIndex(number), number.slice(-2)],
    );
    await tx.query(
      `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, callback_at) values ($1, $2, $3, 0, now())`,
      [tenant.id, campaign.body.id, leadId],
    );
  });
  return leadId;
}

const isListed = async (tenant: { id: TenantId }, number: E164) =>
  (
    await api.deps.database.inTenant(tenant.id, (tx) =>
      tx.query('select 1 from suppressions where tenant_id = $1 and number_hmac = $2 and removed_at is null', [
        tenant.id,
        api.deps.keyring.numberIndex(number),
      ]),
    )
  ).length === 1;

describe('an opt-out by an officer', () => {
  test('is listed first, then in effect, then answered with the receipt so far; nothing of that needs Temporal', async () => {
    const number = aNumber();
    const leadId = await aLead(acme, number);
    stepMs = 1;
    const answer = await acme.send('/api/v1/opt-outs', {
      body: { phone: number, reason: 'Asked in a letter', evidence: 'Letter of Pat Doe' },
      as: 'compliance',
    });
    [stepMs, now] = [0, now + 1];
    expect(answer.status).toBe(201);
    expect(answer.body).toMatchObject({ source: 'officer', status: 'open', newlyListed: true });
    expect(answer.body.places.map(({ state }: { state: string }) => state)).not.toContain('pending');
    expect(answer.body.effects).toMatchObject([{ place: 'callbacks', ref: leadId, doneAt: expect.any(String) }]);
    const [heard, listed, done] = [answer.body.receivedAt, answer.body.suppressedAt, answer.body.effects[0].doneAt].map(
      (at: string) => Date.parse(at),
    );
    expect(heard).toBeLessThan(listed ?? 0);
    expect(listed).toBeLessThan(done ?? 0);
    expect(done).toBeLessThan(now);
    expect(answer.body.effectiveMs).toBeGreaterThan(0);
    expect(answer.body.effectiveMs).toBeLessThan(now - (heard ?? 0));
    expect(answer.body.ledger).toMatchObject([{ kind: 'opt-out' }]);
    expect(answer.text).not.toContain(number.slice(2));
    expect(answer.text).not.toContain('Pat Doe');
    expect(await isListed(acme, number)).toBe(true);
    const found = await acme.send(`/api/v1/opt-outs?phone=${encodeURIComponent(number)}`);
    expect(found.body.items).toMatchObject([{ id: answer.body.id }]);
    expect((await rival.send(`/api/v1/opt-outs/${answer.body.id}`)).status).toBe(404);
    expect((await rival.send('/api/v1/opt-outs')).body.items).toEqual([]);
  });

  test('is recorded once for one Idempotency-Key, and refused with the field that is wrong', async () => {
    const sent = { body: { phone: aNumber() }, headers: { 'idempotency-key': randomUUID() } };
    const first = await acme.send('/api/v1/opt-outs', sent);
    const again = await acme.send('/api/v1/opt-outs', sent);
    expect(again.body.id).toBe(first.body.id);
    const wrong = await acme.send('/api/v1/opt-outs', { body: { phone: 'nobody' } });
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toMatchObject([{ field: 'phone' }]);
  });

  test('is followed as it fills', async () => {
    const { body } = await acme.send('/api/v1/opt-outs', { body: { phone: aNumber() } });
    const stream = await listen(`${api.url}/api/v1/opt-outs/${body.id}/events`, await acme.token('compliance'));
    await stream.until((heard) => heard.some(({ name }) => name === 'ready'));
    const other = await acme.send('/api/v1/opt-outs', { body: { phone: aNumber() } });
    await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query(
        `insert into events (tenant_id, type, data) values ($1, 'opt-out.proven', $2), ($1, 'opt-out.proven', $3)`,
        [acme.id, { optOutId: other.body.id }, { optOutId: body.id }],
      ),
    );
    await stream.until((heard) => heard.some(({ name }) => name === 'opt-out.proven'));
    const told = stream.heard.filter(({ name }) => name !== 'ready').map(({ data }) => data.data.optOutId);
    expect(new Set(told)).toEqual(new Set([body.id]));
    stream.close();
  });
});

describe('an opt-out while Temporal is away', () => {
  /** A call to the number, in a room that is up, as the dial left it. */
  async function aCall(number: E164, { answered, of = 'loopback' }: { answered: boolean; of?: 'loopback' | 'fake' }) {
    const leadId = await aLead(acme, number);
    const [made] = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query<{ id: AttemptId }>('select uuidv7() as id', []),
    );
    const attemptId = made!.id;
    const room = liveKitNames.room(acme.id, attemptId);
    if (of === 'loopback') await livekit.rooms.createRoom({ name: room });
    await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query(
        `with planned as (
           select cl.campaign_id, cl.lead_id, a.agent_id, c.trunk_id from campaign_leads cl
           join campaigns c on c.tenant_id = cl.tenant_id and c.id = cl.campaign_id
           join campaign_agents a on a.tenant_id = c.tenant_id and a.campaign_id = c.id
           where cl.tenant_id = $1 and cl.lead_id = $2
         ), attempt as (
           insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, room, due_at, number_enc,
             key_id, number_hmac, dial_started_at, answered_at)
           select $1, $3, campaign_id, lead_id, agent_id, trunk_id, $7, $4, now(), '\\x00', 'k1', $5, now(),
             case when $6 then now() end from planned
         )
         insert into leases (tenant_id, attempt_id, agent_id, trunk_id, campaign_id, lead_id, number_hmac, media)
         select $1, $3, agent_id, trunk_id, campaign_id, lead_id, $5, true from planned`,
        [acme.id, leadId, attemptId, room, api.deps.keyring.numberIndex(number), answered, of],
      ),
    );
    return { attemptId, room };
  }
  const fencedAt = async (attemptId: AttemptId) =>
    (
      await api.deps.database.inTenant(acme.id, (tx) =>
        tx.query<{ fenced_at: Date | null }>('select fenced_at from attempts where tenant_id = $1 and id = $2', [
          ...[acme.id, attemptId],
        ]),
      )
    )[0]?.fenced_at;
  const isUp = async (room: string) => (await livekit.rooms.listRooms([room])).length > 0;

  test('takes the room of a ringing call, behind a fence, before it is answered', async () => {
    const [number, other] = [aNumber(), aNumber()];
    const ringing = await aCall(number, { answered: false });
    const others = await aCall(other, { answered: false });
    expect((await acme.send('/api/v1/opt-outs', { body: { phone: number } })).status).toBe(201);
    expect(await isUp(ringing.room)).toBe(false);
    expect(await fencedAt(ringing.attemptId)).not.toBeNull();
    expect(await isUp(others.room)).toBe(true);
    expect(await fencedAt(others.attemptId)).toBeNull();
    // The workflow is still to hear of it, and to say what became of the attempt.
    const left = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query(`select 1 from outbox where kind = 'signal' and payload->>'workflowId' like '%' || $1`, [
        ringing.attemptId,
      ]),
    );
    expect(left).toHaveLength(1);
  });

  test('ends calls at a carrier without rooms, which refuses a late dial', async () => {
    await carrier.behave({ answerRate: 1, talkMedianMs: 60_000_000, ringMedianMs: 60_000_000, sigma: 0 });
    const number = aNumber();
    const ringing = await aCall(number, { answered: false, of: 'fake' });
    const dial = carrier.client.place({
      ...{
        carrier: 'fake' as const,
        intent: ringing.attemptId,
        number,
        ringingTimeoutMs: 60_000,
        maxDurationMs: 60_000,
      },
      clockOffsetMs: 0,
    });
    await eventually(async () => expect(await carrier.client.callsOf(ringing.attemptId)).toHaveLength(1));
    expect((await acme.send('/api/v1/opt-outs', { body: { phone: number } })).status).toBe(201);
    expect((await carrier.client.callsOf(ringing.attemptId))[0]?.endedAt).not.toBeNull();
    expect(await fencedAt(ringing.attemptId)).not.toBeNull();
    await dial;
    const late = { carrier: 'fake' as const, intent: ringing.attemptId, number, clockOffsetMs: 0 };
    expect(await carrier.client.place({ ...late, ringingTimeoutMs: 60_000, maxDurationMs: 60_000 })).toMatchObject({
      kind: 'refused',
    });
  });

  test('lets the agent of a call in conversation say goodbye', async () => {
    const number = aNumber();
    const talking = await aCall(number, { answered: true });
    const agent = await livekit.join(talking.room, { identity: 'agent', kind: 'agent' });
    const heard: (string | undefined)[] = [];
    agent.on(RoomEvent.DataReceived, (_data, _from, _kind, topic) => heard.push(topic));
    expect((await acme.send('/api/v1/suppressions', { body: { numbers: [number] } })).status).toBe(200);
    await eventually(() => expect(heard).toEqual([OPTED_OUT_TOPIC]));
    expect(await isUp(talking.room)).toBe(true);
    expect(await fencedAt(talking.attemptId)).toBeNull();
  });
});

describe('an opt-out link', () => {
  const aLink = async (number: E164) => {
    const { status, body } = await acme.send('/api/v1/opt-outs/links', { body: { phone: number } });
    expect(status).toBe(201);
    return new URL(body.url).pathname;
  };

  test('asks first, records nothing, shows no whole number, and needs no script', async () => {
    const number = aNumber();
    const path = await aLink(number);
    const page = await api.send(path);
    expect(page.status).toBe(200);
    expect(page.headers.get('content-type')).toContain('text/html');
    expect(page.headers.get('cache-control')).toBe('no-store');
    expect(page.text).toContain('Acme &#38; &#60;Sons&#62;');
    expect(page.text).toContain(`<strong>${number.slice(-2)}</strong>`);
    expect(page.text).not.toContain(number.slice(-4));
    expect(page.text).not.toContain('<script');
    expect(await isListed(acme, number)).toBe(false);
  });

  test('records when its button is pressed, and tells no number in its address', async () => {
    const number = aNumber();
    const leadId = await aLead(acme, number);
    const path = await aLink(number);
    expect(path).not.toContain(api.deps.keyring.numberIndex(number).toString('base64url').slice(0, 20));
    const pressed = await api.send(path, { method: 'POST' });
    expect(pressed.status).toBe(200);
    expect(await isListed(acme, number)).toBe(true);
    const [id = ''] = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(pressed.text) ?? [];
    const { body } = await acme.send(`/api/v1/opt-outs/${id}`);
    expect(body).toMatchObject({ source: 'web-form', effects: [{ ref: leadId }] });
  });

  test('pressed twice, at once, or by a mail program too, is one opt-out with one receipt, until it is undone', async () => {
    const number = aNumber();
    const [path, another] = [await aLink(number), await aLink(number)];
    const press = async (link = path) => {
      const { status, text } = await api.send(link, { method: 'POST' });
      expect(status).toBe(200);
      return /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(text)?.[0];
    };
    const recorded = async () => {
      const { body } = await acme.send(`/api/v1/opt-outs?phone=${encodeURIComponent(number)}`);
      return body.items.map(({ id }: { id: string }) => id);
    };
    await api.send(path);
    expect(await recorded()).toEqual([]);
    const ids = new Set(await Promise.all([press(), press(), press(), press(another)]));
    ids.add(await press());
    expect(await recorded()).toEqual([...ids]);

    const { body: listed } = await acme.send(`/api/v1/suppressions?phone=${encodeURIComponent(number)}`);
    const undo = `/api/v1/suppressions/${listed.items[0].id}?reason=Consented+anew+in+writing`;
    expect((await acme.send(undo, { method: 'DELETE' })).status).toBe(204);
    const anew = await press();
    expect(ids.has(anew)).toBe(false);
    expect(await press()).toBe(anew);
    expect(await isListed(acme, number)).toBe(true);
    expect(await recorded()).toHaveLength(2);
  });

  test('that is cut off, altered, made up or expired records nothing', async () => {
    const number = aNumber();
    const path = await aLink(number);
    const altered = `${path.slice(0, -3)}${path.endsWith('AAA') ? 'BBB' : 'AAA'}`;
    const content = { tenantId: acme.id, numberHmac: api.deps.keyring.numberIndex(number), tail: '00' };
    const expired = `/o/${writeLinkToken(api.deps.keyring, { ...content, expiresAt: now - 1_000 })}`;
    const nobodys = `/o/${writeLinkToken(api.deps.keyring, { ...content, tenantId: randomUUID() as TenantId, expiresAt: now + 9e6 })}`;
    for (const bad of [path.slice(0, -4), altered, '/o/a.b', '/o/x', expired, nobodys]) {
      for (const method of ['GET', 'POST']) {
        const answer = await api.send(bad, { method });
        expect(answer.status).toBe(404);
        expect(answer.text).toContain('Nothing was recorded');
      }
    }
    expect(await isListed(acme, number)).toBe(false);
  });

  test('is not tried at will', async () => {
    const strict = await startTestApi({
      config: (config) => ({ ...config, limits: { ...config.limits, optOutPerMinute: 3 } }),
      now: () => now,
    });
    const statuses = [];
    for (let i = 0; i < 5; i++) statuses.push((await strict.send('/o/guess')).status);
    await strict.close();
    expect(statuses).toEqual([404, 404, 404, 429, 429]);
  });
});

describe('an inbox', () => {
  const recorded = (name: string) => readFileSync(join(import.meta.dirname, 'recordings', name), 'utf8');
  const anInbox = async (kind: 'e-mail' | 'carrier') => {
    const { status, body } = await acme.send('/api/v1/opt-outs/inboxes', { body: { kind, name: kind } });
    expect(status).toBe(201);
    return { path: new URL(body.url).pathname, secret: body.secret as string, id: body.id as string };
  };
  const post = (inbox: { path: string; secret: string }, raw: string, { at = now, secret = inbox.secret } = {}) =>
    api.send(inbox.path, {
      raw,
      headers: { 'content-type': 'application/json', 'ringfence-signature': signMessage(secret, raw, at) },
    });

  test('takes STOP by text message once, however often it is delivered', async () => {
    const inbox = await anInbox('carrier');
    const number = '+12125550171' as E164;
    const first = await post(inbox, recorded('text-stop.json'));
    const again = await post(inbox, recorded('text-stop.json'));
    expect(first).toMatchObject({ status: 200, body: { understood: true } });
    expect(again.body).toEqual(first.body);
    expect(await isListed(acme, number)).toBe(true);
    const { body } = await acme.send(`/api/v1/opt-outs/${first.body.optOuts[0]}`);
    expect(body).toMatchObject({ source: 'carrier', createdBy: `inbox:${inbox.id}` });
  });

  test('says when a message refuses nothing, and asks somebody to look', async () => {
    const inbox = await anInbox('carrier');
    const answer = await post(inbox, recorded('text-question.json'));
    expect(answer.body).toEqual({ understood: false, optOuts: [] });
    expect(await isListed(acme, '+12125550172' as E164)).toBe(false);
    const events = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query(`select data from events where tenant_id = $1 and type = 'opt-out.not-understood'`, [acme.id]),
    );
    expect(events).toEqual([{ data: { inboxId: inbox.id, kind: 'carrier' } }]);
  });

  test('takes an e-mail for every number of its sender and for numbers it names, not for those it quotes', async () => {
    const inbox = await anInbox('e-mail');
    const number = aNumber();
    await aLead(acme, number, { email: 'Pat.Doe@Example.com' });
    const answer = await post(inbox, recorded('email-refusal.json'));
    expect(answer.body.optOuts).toHaveLength(2);
    expect(await isListed(acme, number)).toBe(true);
    expect(await isListed(acme, '+12125550173' as E164)).toBe(true);
    expect(await isListed(acme, '+12125550199' as E164)).toBe(false);
  });

  test('refuses another secret, an old signature, another body, another kind, another tenant and a closed inbox', async () => {
    const inbox = await anInbox('carrier');
    const message = JSON.stringify({ messageId: 'x1', from: '+12125550174', text: 'STOP' });
    const mail = await anInbox('e-mail');
    const elsewhere = { ...inbox, path: inbox.path.replace(acme.id, rival.id) };
    const crossed = { ...inbox, path: inbox.path.replace('/messages/', '/email/') };
    expect((await post(inbox, message, { secret: mail.secret })).status).toBe(401);
    expect((await post(inbox, message, { at: now - 301_000 })).status).toBe(401);
    expect((await post(elsewhere, message)).status).toBe(401);
    expect((await post(crossed, message)).status).toBe(401);
    const headers = { 'ringfence-signature': signMessage(inbox.secret, message, now) };
    expect((await api.send(inbox.path, { raw: message.replace('74', '75'), headers })).status).toBe(401);
    expect((await api.send(inbox.path, { raw: message })).status).toBe(401);
    expect((await acme.send(`/api/v1/opt-outs/inboxes/${inbox.id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await post(inbox, message)).status).toBe(401);
    expect(await isListed(acme, '+12125550174' as E164)).toBe(false);
  });

  test('says which field of a signed message is wrong, and takes no more than a megabyte', async () => {
    const inbox = await anInbox('carrier');
    const wrong = await post(inbox, JSON.stringify({ messageId: 'x2', from: '+12125550174' }));
    expect(wrong.status).toBe(422);
    expect(wrong.body.errors).toMatchObject([{ field: 'text' }]);
    expect((await post(inbox, 'x'.repeat(1_100_000))).status).toBe(413);
  });
});

describe('taking a number off the list', () => {
  test('needs a reason, is for compliance and owners, and is kept in the ledger', async () => {
    const number = aNumber();
    await acme.send('/api/v1/suppressions', { body: { numbers: [number] } });
    const { body } = await acme.send(`/api/v1/suppressions?phone=${encodeURIComponent(number)}`);
    const path = `/api/v1/suppressions/${body.items[0].id}`;
    expect((await acme.send(path, { method: 'DELETE' })).status).toBe(422);
    const because = `${path}?reason=Consented%20anew%20in%20writing`;
    expect((await acme.send(because, { method: 'DELETE', as: 'manager' })).status).toBe(403);
    expect((await acme.send(because, { method: 'DELETE', as: 'compliance' })).status).toBe(204);
    const entries = await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query<{ body: string }>(
        'select body from ledger_entries where tenant_id = $1 and number_hmac = $2 order by id',
        [acme.id, api.deps.keyring.numberIndex(number)],
      ),
    );
    const bodies = entries.map(({ body: text }) => JSON.parse(text));
    expect(bodies).toMatchObject([{ source: 'officer' }, { what: 'do-not-call-by-number' }, { undone: true }]);
    now += 1;
  });
});
