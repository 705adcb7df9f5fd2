import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { addEvents } from '../database/engine/add-events.ts';
import type { TenantTx } from '../database/connect.ts';
import type { E164 } from '../domain/ids.ts';
import { SEAL } from '../keyring/keyring.ts';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

let line: CommandLine;
beforeAll(async () => {
  line = await openCommandLine();
});
afterAll(() => line?.close());

const inTenant = <T>(work: (tx: TenantTx) => Promise<T>) => line.api.deps.database.inTenant(line.demo.tenantId, work);

async function until<T>(what: () => Promise<T | undefined> | T | undefined): Promise<T> {
  const deadline = Date.now() + 50_000;
  while (Date.now() < deadline) {
    const found = await what();
    if (found !== undefined) return found;
    await pause(50);
  }
  throw new Error('what was waited for did not come');
}

/** What the import's workflow would do; Temporal is away in these tests. */
async function finishImport(
  status: 'completed' | 'failed',
  counts: { accepted: number; rejected: number },
): Promise<void> {
  const { id } = await until(async () => {
    const [row] = await inTenant((tx) => tx.query<{ id: string }>(`select id from imports where status = 'queued'`));
    return row;
  });
  const sealed = line.api.deps.keyring.seal(JSON.stringify(['Ann', '=1+1']), SEAL.rejectedCells);
  await inTenant(async (tx) => {
    if (counts.rejected > 0) {
      await tx.query(
        `insert into import_rejections (tenant_id, import_id, line, column_name, reason, remedy, cells_enc, key_id)
         values ($1, $2, 3, 'phone', 'It is too short.', 'Write the whole number.', $3, $4)`,
        [line.demo.tenantId, id, sealed.data, sealed.keyId],
      );
    }
    await tx.query(
      `update imports set status = $2, rows_read = $3::int + $4::int, accepted = $3, rejected = $4, error = $5,
         started_at = now(), finished_at = now() where id = $1`,
      [id, status, counts.accepted, counts.rejected, status === 'failed' ? { message: 'It is not CSV.' } : null],
    );
  });
}

function aFile(name: string): string {
  const path = join(line.folder, name);
  writeFileSync(path, 'name,phone\nBea,212-555-0101\nAnn,55\n');
  return path;
}

test('an import makes its list, waits for the end and explains what was rejected', async () => {
  const rejected = join(line.folder, 'rejected.csv');
  const args = ['import', aFile('people.csv'), '--list', 'Spring fair', '--country', 'GB', '--rejected', rejected];
  const importing = line.start(args);
  await finishImport('completed', { accepted: 1, rejected: 1 });
  const ran = await importing.ended;
  expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({ exitCode: 0, stderr: '' });
  expect(ran.stdout).toContain('people.csv: 2 rows read: 1 accepted, 0 duplicate, 1 rejected.');
  expect(ran.stdout).toContain('  line 3, phone: It is too short. Write the whole number.');
  expect(readFileSync(rejected, 'utf8')).toContain('It is too short.');
  const lists = await line.runHere(['lists', 'list', '--json']);
  expect(JSON.parse(lists.stdout)).toContainEqual(
    expect.objectContaining({ name: 'Spring fair', defaultCountry: 'GB' }),
  );
});

test('--strict fails when a row was rejected, and --json still tells the whole', async () => {
  const importing = line.start(['import', aFile('again.csv'), '--list', 'Spring fair', '--strict', '--json']);
  await finishImport('completed', { accepted: 1, rejected: 1 });
  const ran = await importing.ended;
  expect(ran.exitCode).toBe(1);
  expect(JSON.parse(ran.stdout)).toMatchObject({ status: 'completed', accepted: 1, rejected: 1 });
});

test('a file that is not there is wrong usage; nothing is made', async () => {
  const ran = await line.runHere(['import', 'nowhere.csv', '--list', 'Never made']);
  expect(ran.exitCode).toBe(2);
  expect((await line.runHere(['lists', 'list'])).stdout).not.toContain('Never made');
});

const HANNAH = '+18085550113' as E164;

/** A lead with a number, a call that ended, and what was said. */
async function aCall(): Promise<{ leadId: string; callId: string }> {
  const { keyring } = line.api.deps;
  const { tenantId, listId, campaignId, agentIds, trunkIds } = line.demo;
  return inTenant(async (tx) => {
    const one = async (sql: string, parameters: unknown[]) =>
      (await tx.query<{ id: string }>(sql, parameters))[0]?.id ?? '';
    const number = keyring.seal(HANNAH, SEAL.number);
    const hmac = keyring.numberIndex(HANNAH);
    const person = await one('insert into persons (tenant_id) values ($1) returning id', [tenantId]);
    const leadId = await one(
      `insert into leads (tenant_id, list_id, person_id, first_name, last_name, state) values ($1, $2, $3, 'Hannah', 'Kealoha', 'HI') returning id`,
      [tenantId, listId, person],
    );
    await tx.query(
      `insert into lead_phones (tenant_id, lead_id, position, list_id, number_enc, key_id, number_hmac, area, tail)
       values ($1, $2, 0, $3, $4, $5, $6, '+1808', '13')`,
      [tenantId, leadId, listId, number.data, number.keyId, hmac],
    );
    await tx.query(
      `insert into campaign_leads (tenant_id, campaign_id, lead_id, priority, state, reason, next_attempt_at)
       values ($1, $2, $3, 5, 'waiting', 'outside-window', now() + interval '2 hours')`,
      [tenantId, campaignId, leadId],
    );
    const callId = await one('select uuidv7() as id', []);
    await tx.query(
      `insert into attempts (tenant_id, id, campaign_id, lead_id, agent_id, trunk_id, carrier, number_hmac, number_enc, key_id,
         state, due_at, room, disposition, answered_at, ended_at)
       values ($1, $2, $3, $4, $5, $6, 'loopback', $7, $8, $9, 'ended', now(), 'r', 'completed', now(), now())`,
      [tenantId, callId, campaignId, leadId, agentIds.sales, trunkIds.loopback, hmac, number.data, number.keyId],
    );
    await tx.query(
      `insert into calls (tenant_id, id, kind, direction, agent_id, campaign_id, lead_id, state, due_at, answered_at, ended_at,
         disposition, end_reason, talk_ms, turn_count)
       values ($1, $2, 'campaign', 'outbound', $3, $4, $5, 'ended', now(), now(), now(), 'completed', 'agent-ended', 21000, 1)`,
      [tenantId, callId, agentIds.sales, campaignId, leadId],
    );
    const words = keyring.seal('How much\x1b[2J does it cost?', SEAL.transcript);
    await tx.query(
      `insert into turns (tenant_id, call_id, index, speaker, text_enc, key_id, started_at, latency)
       values ($1, $2, 0, 'callee', $3, $4, now(), '{"totalMs": 744}')`,
      [tenantId, callId, words.data, words.keyId],
    );
    return { leadId, callId };
  });
}

test('a lead is shown with why it waits and until when; a call with its transcript', async () => {
  const { leadId, callId } = await aCall();
  const lead = await line.runHere(['leads', 'show', leadId]);
  expect(lead).toMatchObject({ exitCode: 0, stderr: '' });
  expect(lead.stdout).toContain('waiting: outside the calling window where the number may ring');
  expect(lead.stdout).toMatch(/Next +\w{3} \d+ \w{3}, \d\d:\d\d Pacific\/Honolulu \(demonstration clock\)/);

  const call = await line.runHere(['calls', 'show', callId]);
  expect(call.stdout).toContain('callee  How much [2J does it cost?  [744 ms]');
  const listed = await line.runHere(['calls', 'list', '--campaign', 'Demo campaign', '--json']);
  expect(JSON.parse(listed.stdout)).toEqual([expect.objectContaining({ id: callId, disposition: 'completed' })]);
});

test('watch prints each event as it happens and ends with the campaign', async () => {
  const { campaignId } = line.demo;
  await inTenant((tx) => tx.query(`update campaigns set status = 'running' where id = $1`, [campaignId]));
  const watching = line.start(['campaign', 'watch', 'Demo campaign', '--json']);
  await until(() => (watching.stdout().includes('"ready"') ? true : undefined));
  await inTenant((tx) =>
    addEvents(tx, Date.now(), [{ type: 'lead.opted-out', campaignId, data: { source: 'spoken' } }]),
  );
  await until(() => (watching.stdout().includes('lead.opted-out') ? true : undefined));
  await inTenant((tx) => tx.query(`update campaigns set status = 'completed' where id = $1`, [campaignId]));
  const ran = await watching.ended;
  expect(ran).toMatchObject({ exitCode: 0, stderr: '' });
  const events = ran.stdout
    .trim()
    .split('\n')
    .map((text): { type: string } => JSON.parse(text));
  expect(events.map(({ type }) => type)).toEqual(['ready', 'lead.opted-out']);
});

test('watch that is interrupted ends at once and without an error message', async () => {
  await inTenant((tx) => tx.query(`update campaigns set status = 'running' where id = $1`, [line.demo.campaignId]));
  const watching = line.start(['campaign', 'watch', 'Demo campaign']);
  await until(() => (watching.stdout().includes('leads finished') ? true : undefined));
  watching.interrupt();
  const ran = await watching.ended;
  expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({ exitCode: 0, stderr: '' });
});
