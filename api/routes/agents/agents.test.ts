import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type Json, startTestApi, type TestApi, type TestTenant } from '../../testing/test-api.ts';

let api: TestApi;
let acme: TestTenant;

beforeAll(async () => {
  api = await startTestApi();
  acme = await api.tenant();
});
afterAll(() => api.close());

async function anAgent(fields: Record<string, unknown> = {}): Promise<Json> {
  const made = await acme.send('/api/v1/agents', { body: { name: 'Sales', ...fields } });
  expect(made.status).toBe(201);
  return made.body;
}

describe('an agent', () => {
  test('is created with sensible values for what was not said', async () => {
    const agent = await anAgent({ greetingMessage: 'Hello!' });
    expect(agent).toMatchObject({
      name: 'Sales',
      status: 'draft',
      voiceProvider: 'cartesia',
      sttProvider: 'assemblyai',
      llmProvider: 'openai',
      greetingMessage: 'Hello!',
      version: 1,
    });
  });

  test.each([
    ['a zone nobody has', { timeZone: 'Mars/Olympus', days: {} }, 'businessHours.timeZone'],
    ['a day that ends before it begins', { days: { mon: [{ from: '17:00', to: '09:00' }] } }, 'businessHours.days.mon'],
    [
      'openings that overlap',
      {
        days: {
          tue: [
            { from: '09:00', to: '13:00' },
            { from: '12:00', to: '17:00' },
          ],
        },
      },
      'businessHours.days.tue',
    ],
  ])('is refused business hours with %s, by the field', async (_what, hours, field) => {
    const businessHours = { timeZone: 'America/New_York', ...hours };
    const refused = await acme.send('/api/v1/agents', { body: { name: 'Sales', businessHours } });
    expect(refused).toMatchObject({ status: 422, body: { errors: [expect.objectContaining({ field })] } });
  });

  test('changes only in the fields that are sent', async () => {
    const { id } = await anAgent({ temperature: 0.2, greetingMessage: 'Hello!' });
    const changed = await acme.send(`/api/v1/agents/${id}`, { method: 'PUT', body: { temperature: 0.9 } });
    expect(changed.body).toMatchObject({ temperature: 0.9, greetingMessage: 'Hello!', version: 2 });
    expect(changed.headers.get('etag')).toBe('"2"');
  });

  test('takes metadata as another place for the same fields, fields outside winning', async () => {
    const { id } = await anAgent();
    const changed = await acme.send(`/api/v1/agents/${id}`, {
      method: 'PUT',
      body: { sttProvider: 'deepgram', metadata: { voiceProvider: 'elevenlabs', sttProvider: 'openai' } },
    });
    expect(changed.body).toMatchObject({ voiceProvider: 'elevenlabs', sttProvider: 'deepgram' });
  });

  test('may be sent back as it came', async () => {
    const { id } = await anAgent();
    const read = await acme.send(`/api/v1/agents/${id}`);
    const sent = await acme.send(`/api/v1/agents/${id}`, { method: 'PUT', body: read.body });
    expect(sent.status).toBe(200);
    expect(sent.body.version).toBe(1);
  });

  test('is not changed by someone who read an older version', async () => {
    const { id } = await anAgent();
    await acme.send(`/api/v1/agents/${id}`, { method: 'PATCH', body: { description: 'first' } });
    const late = await acme.send(`/api/v1/agents/${id}`, {
      method: 'PATCH',
      body: { description: 'second' },
      headers: { 'if-match': '"1"' },
    });
    expect(late.status).toBe(412);
    expect(late.headers.get('etag')).toBe('"2"');
    const read = await acme.send(`/api/v1/agents/${id}`);
    expect(read.body.description).toBe('first');
  });

  test('is changed once when two hold the same version', async () => {
    const { id } = await anAgent();
    const change = (description: string) =>
      acme.send(`/api/v1/agents/${id}`, { method: 'PATCH', body: { description }, headers: { 'if-match': '"1"' } });
    const statuses = (await Promise.all([change('a'), change('b')])).map((answer) => answer.status);
    expect(statuses.toSorted((a, b) => a - b)).toEqual([200, 412]);
  });

  test('is archived rather than deleted, and hidden from the list', async () => {
    const { id } = await anAgent({ name: 'Old' });
    expect((await acme.send(`/api/v1/agents/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await acme.send(`/api/v1/agents/${id}`)).body.status).toBe('archived');
    const listed = await acme.send('/api/v1/agents?limit=200');
    expect(listed.body.items.map((agent: { id: string }) => agent.id)).not.toContain(id);
  });

  test('is not seen by another tenant', async () => {
    const { id } = await anAgent();
    const other = await api.tenant();
    expect((await other.send(`/api/v1/agents/${id}`)).status).toBe(404);
    expect((await other.send(`/api/v1/agents/${id}`, { method: 'PUT', body: { name: 'Mine' } })).status).toBe(404);
  });

  test('is refused with every field that is wrong', async () => {
    const refused = await acme.send('/api/v1/agents', { body: { name: '', temperature: 3, directon: 'both' } });
    expect(refused.status).toBe(422);
    expect(refused.headers.get('content-type')).toContain('application/problem+json');
    expect(refused.body.errors.map((error: { field: string }) => error.field).toSorted()).toEqual([
      'directon',
      'name',
      'temperature',
    ]);
  });
});

test('pages of agents neither repeat nor miss any', async () => {
  const tenant = await api.tenant();
  for (let i = 0; i < 5; i++) await tenant.send('/api/v1/agents', { body: { name: `Agent ${i}` } });
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await tenant.send(`/api/v1/agents?limit=2${cursor ? `&cursor=${cursor}` : ''}`);
    seen.push(...page.body.items.map((agent: { name: string }) => agent.name));
    cursor = page.body.nextCursor;
  }
  expect(seen).toEqual(['Agent 4', 'Agent 3', 'Agent 2', 'Agent 1', 'Agent 0']);
});

test('numbers to transfer to are kept as E.164, and those nobody can dial are refused', async () => {
  const { id } = await anAgent({ transferNumber: '(212) 555-0123' });
  expect((await acme.send(`/api/v1/agents/${id}`)).body.transferNumber).toBe('+12125550123');
  const refused = await acme.send(`/api/v1/agents/${id}`, {
    method: 'PATCH',
    body: { metadata: { fallbackNumber: '12345' } },
  });
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0].field).toBe('fallbackNumber');
});

test('a prompt with a variable that nothing fills is refused, unless the agent has it as a parameter', async () => {
  const refused = await acme.send('/api/v1/agents', { body: { name: 'Ava', systemPrompt: 'Sell {{agent.product}}.' } });
  expect(refused.status).toBe(422);
  expect(refused.body.errors[0]).toMatchObject({
    field: 'systemPrompt',
    message: expect.stringContaining('Line 1, column 6'),
  });
  await anAgent({ systemPrompt: 'Sell {{agent.product}}.', promptParameters: { product: 'lamps' } });
});
