import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';
import { testRoom } from '../agents/test-call.ts';

let api: TestApi;
let acme: TestTenant;

beforeAll(async () => {
  api = await startTestApi({
    // Nobody answers there: tokens are made here, rooms are not.
    config: (config) => ({
      ...config,
      livekit: {
        url: 'http://127.0.0.1:1',
        publicUrl: 'ws://127.0.0.1:1',
        apiKey: 'devkey',
        apiSecret: 'a-secret-of-a-test-with-32-letters',
        agentName: 'ringfence',
      },
    }),
  });
  acme = await api.tenant();
});
afterAll(() => api.close());

async function anAgent(fields: Record<string, unknown> = {}): Promise<Json> {
  const made = await acme.send('/api/v1/agents', { body: { name: 'Sales', status: 'active', ...fields } });
  return made.body;
}
const demo = {
  llmProvider: 'demo',
  llmModel: 'scripted',
  voiceProvider: 'demo',
  voiceId: 'slt',
  sttProvider: 'demo',
};

async function aSession(tenant: TestTenant, agentId: string, id: string): Promise<string> {
  const room = testRoom(tenant.id, id);
  await api.deps.database.inTenant(tenant.id, (tx) =>
    tx.query(
      `insert into calls (tenant_id, id, kind, direction, agent_id, agent_version, state, due_at, room)
       values ($1, $2, 'test', 'inbound', $3, 1, 'active', now(), $4)`,
      [tenant.id, id, agentId, room],
    ),
  );
  return room;
}

describe('a token', () => {
  test('opens a session with an agent, which is refused plainly while the media server is away', async () => {
    const { id } = await anAgent(demo);
    for (const sent of [
      await acme.send(`/voice/token/${id}`, { method: 'POST' }),
      await acme.send('/livekit/token', { body: { agentId: id } }),
    ]) {
      expect(sent.status).toBe(503);
      expect(sent.body.type).toContain('livekit-unavailable');
    }
  });

  test('leads back into an open test session of the tenant, and of nobody else', async () => {
    const { id } = await anAgent(demo);
    const room = await aSession(acme, id, '019abcde-0000-7000-8000-000000000001');
    const back = await acme.send('/livekit/token', { body: { room } });
    expect(back.status).toBe(201);
    expect(back.body).toMatchObject({ room, identity: 'tester-019abcde-0000-7000-8000-000000000001' });
    const other = await api.tenant();
    expect((await other.send('/livekit/token', { body: { room } })).status).toBe(404);
    await api.deps.database.inTenant(acme.id, (tx) =>
      tx.query(`update calls set state = 'ended' where tenant_id = $1 and room = $2`, [acme.id, room]),
    );
    expect((await acme.send('/livekit/token', { body: { room } })).status).toBe(404);
  });

  test('is never given for the room of a telephone call', async () => {
    const room = `call_${acme.id}_019abcde-0000-7000-8000-000000000002`;
    const refused = await acme.send('/livekit/token', { body: { room } });
    expect(refused.status).toBe(422);
    expect(refused.body.errors[0].field).toBe('room');
  });

  test('is for people who may test agents, and names one thing', async () => {
    const { id } = await anAgent(demo);
    expect((await acme.send(`/voice/token/${id}`, { method: 'POST', as: 'viewer' })).status).toBe(403);
    expect((await acme.send('/livekit/token', { body: {} })).status).toBe(422);
  });
});

describe('the status of an agent', () => {
  const codes = (body: Json) => body.problems.map((problem: Json) => problem.code);

  test('names everything that is in the way, with a remedy', async () => {
    const { id } = await anAgent({ llmProvider: 'groq', llmModel: 'a-model', voiceProvider: 'nobody' });
    const { body } = await acme.send(`/voice/status/${id}`);
    expect(body.ready).toBe(false);
    expect(codes(body)).toEqual(
      expect.arrayContaining(['media-server-away', 'no-voice-worker', 'unknown-provider', 'no-key']),
    );
    for (const problem of body.problems) expect(problem.remedy).not.toBe('');
  });

  test('counts its live sessions', async () => {
    const { id } = await anAgent(demo);
    await aSession(acme, id, '019abcde-0000-7000-8000-000000000003');
    const { body } = await acme.send(`/voice/status/${id}`);
    expect(body).toMatchObject({ activeSessions: 1, sessions: [{ kind: 'test', state: 'active' }] });
    expect(codes(body)).not.toContain('no-key');
  });
});
