import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setupCode } from '../api/auth/setup-code.ts';
import { startTestApi } from '../api/testing/test-api.ts';
import { type CommandLine, isolated, openCommandLine, startProcess } from './testing/command-line.ts';

let line: CommandLine;
beforeAll(async () => {
  line = await openCommandLine();
});
afterAll(() => line?.close());

describe('exit codes', () => {
  test('0: done, and help is done too', async () => {
    const help = await line.run(['campaign', 'create', '--help']);
    expect(help).toMatchObject({ exitCode: 0, stderr: '' });
    expect(help.stdout).toContain('Examples:\n  $ ringfence campaign create');
  });

  test.each([
    ['an unknown command', ['campaign', 'lst'], 'unknown command'],
    ['an unknown option', ['agents', 'list', '--colour'], 'unknown option'],
    ['a missing argument', ['campaign', 'start'], 'missing required argument'],
    ['a window that is none', ['campaign', 'create', 'X', '--window', 'mornings'], 'It must look like 09:00-17:30.'],
    ['days that are none', ['campaign', 'create', 'X', '--days', 'mon-xyz'], 'Days are mon, tue'],
  ])('2: %s', async (_name, args, words) => {
    const ran = await line.runHere(args);
    expect(ran.exitCode).toBe(2);
    expect(ran.stderr).toContain(words);
  });

  test('3: a name that nothing has, with what is similar', async () => {
    const ran = await line.run(['agents', 'show', 'Sale']);
    expect(ran).toMatchObject({ exitCode: 3, stdout: '' });
    expect(ran.stderr).toBe('✗ There is no agent called "Sale".\n  Did you mean "Sales"?\n');
  });

  test('3: an id that nothing has', async () => {
    const ran = await line.runHere(['agents', 'show', '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338', '--json']);
    expect(ran.exitCode).toBe(3);
    expect(JSON.parse(ran.stderr)).toMatchObject({ exitCode: 3, error: expect.stringContaining('no such agent') });
  });

  test('4: a key that is not good, which is not printed', async () => {
    const wrong = `${line.apiKey.slice(0, -4)}wxyz`;
    const ran = await line.runHere(['agents', 'list'], { RINGFENCE_API_KEY: wrong });
    expect(ran.exitCode).toBe(4);
    expect(ran.stderr).not.toContain(wrong);
  });

  test('4: no server is known', async () => {
    const ran = await startProcess(['agents', 'list'], isolated(line.folder)).ended;
    expect(ran.exitCode).toBe(4);
    expect(ran.stderr).toContain('npm start');
  });

  test('5: nobody answers', async () => {
    const ran = await line.runHere(['agents', 'list', '--json'], { RINGFENCE_URL: 'http://127.0.0.1:9' });
    expect(ran.exitCode).toBe(5);
    expect(JSON.parse(ran.stderr)).toMatchObject({ exitCode: 5 });
  });
});

describe('agents', () => {
  test('are listed as a table', async () => {
    const ran = await line.runHere(['agents', 'list']);
    const [head, , ...rows] = ran.stdout.trimEnd().split('\n');
    expect(head).toMatch(/^Name +Status +Direction/);
    expect(new Set(rows.map((row) => row.split(' ')[0]))).toEqual(new Set(['Greeting', 'Sales', 'Support']));
    expect(ran.stdout).not.toContain('\x1b');
  });

  test('are found by name, whatever its case', async () => {
    const ran = await line.runHere(['agents', 'show', 'sALES', '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ name: 'Sales', id: line.demo.agentIds.sales, llmProvider: 'demo' });
  });
});

describe('campaigns', () => {
  test('are made from options, with names for ids', async () => {
    const args = [
      'campaign',
      'create',
      'Spring offer',
      '--list',
      'Demo leads',
      '--agent',
      'Sales',
      '--agent',
      'Support',
    ];
    const ran = await line.runHere([
      ...args,
      '--window',
      '09:00-17:30',
      '--days',
      'fri-mon',
      '--max-calls',
      '3',
      '--json',
    ]);
    expect({ exitCode: ran.exitCode, stderr: ran.stderr }).toEqual({ exitCode: 0, stderr: '' });
    expect(JSON.parse(ran.stdout)).toMatchObject({
      name: 'Spring offer',
      status: 'draft',
      listIds: [line.demo.listId],
      agents: expect.arrayContaining([
        { agentId: line.demo.agentIds.sales, share: 100 },
        { agentId: line.demo.agentIds.support, share: 100 },
      ]),
      maxConcurrentCalls: 3,
      callingWindow: { days: ['fri', 'sat', 'sun', 'mon'], start: '09:00', end: '17:30', zone: 'lead' },
    });
  });

  test('are made from a file, options winning', async () => {
    const file = join(line.folder, 'campaign.json');
    writeFileSync(file, JSON.stringify({ name: 'Of the file', callsPerSecond: 4, maxConcurrentCalls: 9 }));
    const ran = await line.runHere(['campaign', 'create', 'From file', '--from', file, '--max-calls', '2', '--json']);
    expect(JSON.parse(ran.stdout)).toMatchObject({ name: 'From file', callsPerSecond: 4, maxConcurrentCalls: 2 });
  });

  test('that cannot start say everything that is missing, each with its remedy', async () => {
    await line.runHere(['campaign', 'create', 'Bare']);
    const ran = await line.runHere(['campaign', 'start', 'Bare']);
    expect(ran.exitCode).toBe(1);
    for (const field of ['trunkId', 'callerIds', 'listIds', 'agents']) expect(ran.stderr).toContain(`  ${field}: `);
  });

  test('refuse a window that is none, with the field that is wrong', async () => {
    const ran = await line.runHere(['campaign', 'create', 'Never', '--window', '25:00-26:00']);
    expect(ran.exitCode).toBe(1);
    expect(ran.stderr).toContain('callingWindow.start');
  });
});

describe('archived things', () => {
  const put = (path: string) =>
    fetch(`${line.api.url}/api/v1/${path}`, { method: 'POST', headers: { authorization: `Bearer ${line.apiKey}` } });
  const campaign = async (name: string): Promise<{ id: string }> =>
    JSON.parse((await line.runHere(['campaign', 'create', name, '--json'])).stdout);

  test('are found by name and listed with --all, after those that are in use', async () => {
    const old = await campaign('Autumn Offer');
    expect((await put(`campaigns/${old.id}/archive`)).status).toBe(200);
    const watched = await line.runHere(['campaign', 'watch', 'autumn offer']);
    expect([watched.exitCode, watched.stdout]).toEqual([0, expect.stringContaining('Autumn Offer')]);
    expect((await line.runHere(['campaign', 'list'])).stdout).not.toContain('Autumn Offer');
    expect((await line.runHere(['campaign', 'list', '--all'])).stdout).toContain('Autumn Offer');
    expect((await line.runHere(['campaign', 'list', '--all', '--status', 'draft'])).exitCode).toBe(2);

    const present = await campaign('autumn offer');
    const paused = await line.runHere(['campaign', 'pause', 'Autumn Offer']);
    expect(paused.stderr).toContain('The campaign is draft.');
    const twin = await campaign('AUTUMN OFFER');
    const ambiguous = await line.runHere(['campaign', 'pause', 'Autumn Offer']);
    expect(ambiguous.exitCode).toBe(2);
    for (const { id } of [present, twin]) expect(ambiguous.stderr).toContain(id);
  });
});

describe('login', () => {
  test('keeps a key that works in a file for its owner alone, and logout forgets it', async () => {
    const env = { ...isolated(line.folder), RINGFENCE_URL: '', RINGFENCE_API_KEY: '' };
    const kept = join(line.folder, 'ringfence', 'profile.json');
    const ran = await line.run(['login', line.api.url], env, `${line.apiKey}\n`);
    expect(ran).toMatchObject({ exitCode: 0, stdout: expect.stringContaining('Signed in to Harbour Lane Solar') });
    expect(ran.stdout + ran.stderr).not.toContain(line.apiKey);
    expect(statSync(kept).mode & 0o777).toBe(0o600);
    expect((await line.runHere(['agents', 'list'], env)).exitCode).toBe(0);
    expect((await line.runHere(['logout'], env)).exitCode).toBe(0);
    expect((await line.runHere(['agents', 'list'], env)).exitCode).toBe(4);
  });

  test('does not keep a key that does not work', async () => {
    const env = { ...isolated(line.folder), RINGFENCE_URL: '', RINGFENCE_API_KEY: '' };
    expect((await line.run(['login', line.api.url], env, 'rf_nonsense\n')).exitCode).toBe(4);
    expect((await line.runHere(['agents', 'list'], env)).exitCode).toBe(4);
  });
});

describe('the doctor', () => {
  test('names what is away and how to repair it', async () => {
    // Temporal is away in this test.
    const ran = await line.runHere(['doctor']);
    expect(ran.exitCode).toBe(1);
    expect(ran.stdout).toMatch(/✗ Temporal: unavailable.*\n {4}→ .*TEMPORAL_ADDRESS/);
    expect(ran.stdout).toContain('✓ Database: connected');
    expect(ran.stdout).toContain('✓ API key: Command line on this computer, owner of Harbour Lane Solar');
  });

  test('says that nobody answers with exit code 5', async () => {
    const ran = await line.runHere(['doctor', '--json'], { RINGFENCE_URL: 'http://127.0.0.1:9' });
    expect(ran.exitCode).toBe(5);
    expect(JSON.parse(ran.stdout)).toMatchObject({
      healthy: false,
      findings: expect.arrayContaining([expect.objectContaining({ what: 'Server', verdict: 'bad' })]),
    });
  });
});

test('setup makes the first owner with code and password piped in, and keeps a key of its own', async () => {
  const api = await startTestApi();
  try {
    const folder = join(line.folder, 'first');
    const args = ['setup', api.url, '--company', 'Acme', '--email', 'ana@example.com'];
    const secrets = `${setupCode(api.deps.config.jwtSecret)}\na sentence nobody guesses\n`;
    const made = await startProcess(args, isolated(folder), secrets).ended;
    expect(made).toMatchObject({ exitCode: 0, stderr: '' });
    expect(made.stdout).toContain('ana@example.com is its owner');
    const who = await startProcess(['agents', 'list', '--json'], isolated(folder)).ended;
    expect(JSON.parse(who.stdout)).toEqual([]);
    const again = await startProcess(args, isolated(folder), secrets).ended;
    expect(again.exitCode).toBe(1);
    expect(again.stderr).toContain('set up already');
  } finally {
    await api.close();
  }
});
