import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { carryOutReplay, carryOutRun } from '../api/testing/change-runs.ts';
import { aPastDial, aWaitingLead } from '../api/testing/waiting-lead.ts';
import { eventually } from '../testing/eventually.ts';
import { type CommandLine, openCommandLine } from './testing/command-line.ts';

let line: CommandLine;

beforeAll(async () => {
  line = await openCommandLine();
});
afterAll(() => line?.close());

const json = async (...args: string[]) => {
  const ran = await line.runHere([...args, '--json']);
  expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(ran.stdout);
};

describe('opt-out', () => {
  test('records a refusal, shows its receipt and finds it by number', async () => {
    const added = await line.runHere(['opt-out', 'add', '(617) 555-0144', '--reason', 'Asked in a letter']);
    expect(added).toMatchObject({ exitCode: 0, stderr: '' });
    expect(added.stdout).toMatch(/Status +open/);
    expect(added.stdout).toMatch(/done +Do-not-call list/i);
    const [found, ...others] = await json('opt-out', 'list', '--phone', '617.555.0144');
    expect(others).toEqual([]);
    expect(found).toMatchObject({ source: 'api', status: 'open' });
    expect(added.stdout).toContain(found.id);
    expect(await json('opt-out', 'show', found.id)).toMatchObject({ id: found.id, newlyListed: true });
    expect((await line.runHere(['opt-out', 'show', found.id])).stdout).toContain('ledger    opt-out');
    expect((await line.runHere(['opt-out', 'list', '--status', 'undone'])).stdout).toBe('Nobody has refused calls.\n');
    expect((await line.runHere(['dnc', 'check', '(617) 555-0144'])).stdout).toMatch(/internal +listed/);
  });

  test('makes a link that works', async () => {
    const { url, expiresAt } = await json('opt-out', 'link', '(617) 555-0143', '--days', '2');
    expect(Date.parse(expiresAt) - Date.now()).toBeLessThan(2 * 86_400_000);
    const pressed = await line.api.send(new URL(url).pathname, { method: 'POST' });
    expect(pressed.status).toBe(200);
    expect(await json('opt-out', 'list', '--phone', '+16175550143')).toMatchObject([{ source: 'web-form' }]);
  });

  test.each([
    ['2: no number', 2, ['opt-out', 'add']],
    ['1: a number that is none', 1, ['opt-out', 'add', 'nobody']],
    ['1: a status that is none', 1, ['opt-out', 'list', '--status', 'lost']],
    ['3: a receipt that is not there', 3, ['opt-out', 'show', randomUUID()]],
  ])('exits with %s', async (_name, exitCode, args) => {
    const ran = await line.runHere(args);
    expect(ran).toMatchObject({ exitCode, stdout: '' });
    expect(ran.stderr).not.toBe('');
  });
});

describe('why', () => {
  const AT = ['--at', '2026-11-24T15:00:00Z', '--kind', 'informational'];

  test('says that a number may be called, and by which rules', async () => {
    const asked = ['why', '+13055550199', ...AT, '--human-voice', '--number-type', 'landline'];
    expect(await json(...asked)).toMatchObject({ verdict: 'allowed', location: { states: ['US-FL'] } });
    const told = await line.runHere(asked);
    expect(told.stdout).toMatch(/Verdict +allowed/);
    expect(told.stdout).toMatch(/Each of \d+ rules allows it\./);
  });

  test('says when next, under which rule and law', async () => {
    const night = ['why', '+13055550199', '--at', '2026-11-25T03:30:00Z', '--kind', 'informational', '--human-voice'];
    const answer = await json(...night);
    expect(answer).toMatchObject({ verdict: 'deferred' });
    expect(Date.parse(answer.nextCallableAt)).toBeGreaterThan(Date.parse('2026-11-25T12:59:00Z'));
    const told = await line.runHere(night);
    expect(told.stdout).toContain('Next');
    expect(told.stdout).toContain(answer.nextCallableAt);
  });

  test('says that somebody has refused', async () => {
    await line.runHere(['opt-out', 'add', '+13055550198']);
    const answer = await json('why', '+13055550198', ...AT);
    expect(answer).toMatchObject({ verdict: 'blocked', reason: 'suppressed' });
    expect((await line.runHere(['why', '+13055550198', ...AT])).stdout).toMatch(/Verdict +blocked/);
  });

  test.each([
    ['2: no number', 2, ['why']],
    ['1: a number that is none', 1, ['why', '12']],
    ['1: a kind that is none', 1, ['why', '+13055550199', '--kind', 'fun']],
    ['3: a campaign that is not there', 3, ['why', '+13055550199', '--campaign', 'Nothing of that name']],
  ])('exits with %s', async (_name, exitCode, args) => {
    expect(await line.runHere(args)).toMatchObject({ exitCode, stdout: '' });
  });

  test('exits with 5 when nobody answers', async () => {
    const away = { RINGFENCE_URL: 'http://127.0.0.1:9' };
    expect((await line.runHere(['why', '+13055550199'], away)).exitCode).toBe(5);
  });
});

describe('litigators', () => {
  test('are listed, found by number, and taken off with a reason', async () => {
    const { keyring, database } = line.api.deps;
    const hmac = keyring.numberIndex('+16175550150' as Parameters<typeof keyring.numberIndex>[0]);
    await database.inTenant(line.demo.tenantId, (tx) =>
      tx.query(`insert into dnc_litigators (tenant_id, number_hmac, tail, source) values ($1, $2, '50', 'A service')`, [
        ...[tx.tenantId, hmac],
      ]),
    );
    expect((await line.runHere(['litigators', 'list', '--phone', '617-555-0150'])).stdout).toContain('A service');
    expect(await line.runHere(['litigators', 'remove', '617-555-0150'])).toMatchObject({ exitCode: 2, stdout: '' });
    const reason = ['--reason', 'The suit was settled in 2025'];
    expect((await line.runHere(['litigators', 'remove', '617-555-0151', ...reason])).exitCode).toBe(3);
    const { id } = await json('litigators', 'remove', '617-555-0150', ...reason);
    expect(await json('litigators', 'list')).toEqual([]);
    expect(await json('litigators', 'list', '--removed')).toMatchObject([{ id, removedReason: reason[1] }]);
    expect((await line.runHere(['litigators', 'remove', randomUUID(), ...reason])).exitCode).toBe(3);
  });
});

describe('changes', () => {
  const BAN = {
    title: 'No sales calls in Utah',
    reason: 'Order 4, read today',
    amendments: [
      { id: 'change.ut-ban', title: 'No sales calls', where: { states: ['US-UT'] }, requires: { what: 'ban' } },
    ],
  };
  const file = join(mkdtempSync(join(tmpdir(), 'changes-')), 'ban.json');
  afterAll(() => rmSync(dirname(file), { recursive: true, force: true }));

  test('drafts one from a file, lists it, and approves it only previewed or with a reason', async () => {
    writeFileSync(file, JSON.stringify(BAN));
    const drafted = await line.runHere(['changes', 'draft', file]);
    expect(drafted).toMatchObject({ exitCode: 0, stderr: '' });
    const [change] = await json('changes', 'list', '--status', 'draft');
    expect(change).toMatchObject({ title: BAN.title, status: 'draft' });
    expect(drafted.stdout).toContain(`Next: ringfence changes preview ${change.id}`);

    const early = await line.runHere(['changes', 'approve', change.id]);
    expect(early).toMatchObject({ exitCode: 1, stdout: '', stderr: expect.stringMatching(/preview/i) });
    const reason = ['--without-preview', 'In force since this morning'];
    expect(await json('changes', 'approve', change.id, ...reason)).toMatchObject({ status: 'approved' });
    const utah = ['why', '+18015550142', '--at', '2026-11-24T18:00:00Z', '--kind', 'telemarketing'];
    expect((await line.runHere(utah)).stdout).toContain('change.ut-ban');
  });

  /** Works off, as the worker does, what the command has asked for. */
  const workedOff = async (queued: string, work: typeof carryOutRun | typeof carryOutReplay) => {
    const { tenantId } = line.demo;
    const runId = await eventually(async () => {
      const [row] = await line.api.deps.database.inTenant(tenantId, (tx) => tx.query<{ id: string }>(queued));
      if (!row) throw new Error('nothing is asked for yet');
      return row.id;
    });
    await work(line.api, { tenantId, runId });
  };

  test('waits for a preview and for a replay, and shows which leads would move and which calls would not be made', async () => {
    const { tenantId, listId, campaignId } = line.demo;
    const number = '+12125550142';
    // Days are by the tenant's clock, and the demonstration's may be days ahead.
    await line.api.deps.database.inTenant(tenantId, (tx) =>
      tx.query('update tenants set clock_offset_ms = null where id = $1', [tenantId]),
    );
    const leadId = await aWaitingLead(line.api, { tenantId, listId, campaignId }, number);
    writeFileSync(file, JSON.stringify(BAN).replaceAll('US-UT', 'US-NY').replaceAll('ut-ban', 'ny-ban'));
    const { id } = await json('changes', 'draft', file);
    const previewing = line.runHere(['changes', 'preview', id]);
    await workedOff(`select id from rule_change_runs where kind = 'preview' and status = 'queued'`, carryOutRun);
    const previewed = await previewing;
    expect(previewed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(previewed.stdout).toContain(
      'completed: 1 leads: 0 later, 0 earlier, 0 held, 1 blocked, 0 callable again, 0 as',
    );
    expect(previewed.stdout).toMatch(new RegExp(`US-NY .*${leadId}: .* -> not at all by change.ny-ban`));

    const at = new Date(Date.now() - 26 * 3_600_000);
    const dial = await aPastDial(line.api, tenantId, { leadId, campaignId, number, at });
    const replaying = line.runHere(['replay', at.toISOString().slice(0, 10), '--change', id]);
    await workedOff(`select id from compliance_replays where status = 'queued'`, carryOutReplay);
    const replayed = await replaying;
    expect(replayed).toMatchObject({ exitCode: 0, stderr: '' });
    expect(replayed.stdout).toContain('completed: 1 calls: 0 would have been made, 1 would not, of 0 nobody can say');
    expect(replayed.stdout).toMatch(new RegExp(`not-made +calls-banned +change.ny-ban .*${dial}`));
  });

  test.each([
    ['2: a file that is not there', 2, ['changes', 'draft', '/nowhere/ban.json']],
    ['3: a change that is not there', 3, ['changes', 'approve', randomUUID()]],
    ['1: a day that is none', 1, ['replay', '2026-13-40']],
    ['1: a zone that is none', 1, ['replay', '2026-11-20', '--zone', 'Mars/Base']],
  ])('exits with %s', async (_name, exitCode, args) => {
    const ran = await line.runHere(args);
    expect(ran).toMatchObject({ exitCode, stdout: '' });
    expect(ran.stderr).not.toBe('');
  });
});
