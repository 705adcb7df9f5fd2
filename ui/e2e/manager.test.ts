import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { expectAccessible, launchBrowser, openBrowser, type Person, PHONE, signIn } from './browser.ts';
import { followWorkflow, openWhatIsSealed } from './engineer/workflow-links.ts';
import { giveWords } from './manager/campaign-words.ts';
import { type RunningSystem, startSystem } from './running-system.ts';
import { addSecondTenant } from './second-tenant.ts';
import { walkAccessible } from './walk-accessible.ts';

// A machine that does much else at once must not fail a test; alone the four take two minutes.
jest.setTimeout(300_000);

let system: RunningSystem;
let browser: Browser;
let ana: Person;
let page: Page;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem(), launchBrowser()]);
  ana = await openBrowser(browser, system.url);
  page = ana.page;
}, 400_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 60_000);

/** Callees of the demo carrier who talk, one who asks never to be called again, and rows that cannot be used. */
const LIST = [
  'Name,Mobile Phone,State,Notes',
  'Maria Santos,(212) 555-0101,NY,asked for a survey',
  "James O'Neil,312-555-0103,IL,",
  'Linh Nguyen,415 555 0104,CA,',
  'Nobody At All,12,TX,too short',
  'Without Number,,TX,',
  'Maria Again,212-555-0101,NY,the same number',
].join('\n');

const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

/** A file that falls onto the window, as a browser reports it. */
async function dropFile(onto: Page, name: string, content: string): Promise<void> {
  await onto.evaluate(
    ([fileName, text]) => {
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([text ?? ''], fileName ?? 'list.csv', { type: 'text/csv' }));
      for (const type of ['dragenter', 'dragover', 'drop'])
        document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    },
    [name, content],
  );
}

test('a manager drops a list, sees what is in it, starts, watches and reads a call, pauses, changes the pace, resumes', async () => {
  await page.goto('/');
  await page.getByRole('heading', { level: 1, name: 'Ringfence' }).waitFor();
  await expectAccessible(page, 'sign-in');
  await signIn(page, system);
  await page.getByText('Live', { exact: true }).waitFor();
  await expectAccessible(page, 'dashboard');

  await dropFile(page, 'spring_fair.csv', LIST);
  await page.getByRole('heading', { level: 2, name: 'Columns' }).waitFor();
  expect(await page.getByLabel('Meaning of Mobile Phone').inputValue()).toBe('phone');
  await page.getByText('Line 5').waitFor();
  await expectAccessible(page, 'preview of a file');
  await page.getByLabel('What these people agreed to').selectOption('automated-voice');
  await page.getByLabel('When').fill('2026-06-01');
  await page.getByRole('button', { name: 'Import and go on' }).click();

  await page.getByRole('radio', { name: 'Sales' }).click();
  await expectAccessible(page, 'choice of the agent');
  await page.getByRole('button', { name: 'Go on' }).click();

  await page.getByText('In words: all lawful hours').waitFor();
  await expectAccessible(page, 'hours and pace');
  await page.getByRole('button', { name: 'Go on' }).click();

  const start = page.getByRole('button', { name: 'Start: call 3 leads' });
  await start.waitFor();
  await expectAccessible(page, 'review');
  await start.click();

  await heading('Spring fair').waitFor();
  await page.getByText('running', { exact: true }).waitFor();
  await page.getByText('talking').first().waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'a campaign that runs');

  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Resume' }).waitFor();

  await page.getByRole('listitem').filter({ hasText: 'talking' }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 2, name: 'Conversation' }).waitFor();
  await page.getByText('Agent', { exact: true }).first().waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'a call that goes on');
  await page.goBack();

  await page.getByRole('tab', { name: 'Settings' }).click();
  const pace = page.getByLabel('New calls a minute');
  await pace.fill('30');
  await expectAccessible(page, 'settings of a campaign');
  await page.reload();
  await heading('Spring fair').waitFor();
  expect(await pace.inputValue()).toBe('30');
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByText('Changed. It holds from the next call on.').waitFor();
  await giveWords(page);
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByRole('button', { name: 'Pause' }).waitFor();

  await page.getByRole('button', { name: 'More of this campaign' }).click();
  const download = page.waitForEvent('download');
  await page.getByRole('menuitem', { name: 'Download the results' }).click();
  const saved = join(tmpdir(), `results-${process.pid}.csv`);
  await (await download).saveAs(saved);
  const [head, ...rows] = readFileSync(saved, 'utf8').trim().split('\n');
  expect(head).toMatch(/^lead id,.*,number,state,outcome,/);
  expect(rows).toHaveLength(3);
  // Whoever wants whole numbers looks at them one by one.
  for (const row of rows) expect(row).toMatch(/,•••• ••\d\d,/);
  expect(ana.complaints).toEqual([]);
  expect(
    await page.evaluate(() => Object.keys({ ...localStorage, ...sessionStorage }).filter((key) => /token/i.test(key))),
  ).toEqual([]);
});

test('an engineer goes from a campaign, call, import and receipt to its workflow, reads it opened, and goes back', async () => {
  await openWhatIsSealed(page, system);
  await page.goto('/campaigns');
  await page.getByRole('link', { name: 'Spring fair' }).first().click();
  await heading('Spring fair').waitFor();
  await followWorkflow(page, 'campaign', /demonstration clock/);

  await page.goto('/calls');
  await page.getByRole('table', { name: 'Calls' }).getByRole('link').first().click();
  await page.getByRole('heading', { level: 2, name: 'Conversation' }).waitFor();
  await followWorkflow(page, 'call');

  await page.goto('/leads/imports');
  await page.getByRole('link', { name: 'spring_fair.csv' }).first().click();
  await heading('spring_fair.csv').waitFor();
  await followWorkflow(page, 'import');

  await page.goto('/compliance/opt-outs?record=yes');
  await page.getByRole('dialog').getByLabel('Telephone number').fill('617 555 0195');
  await page.getByRole('dialog').getByLabel('Why, in your words').fill('Asked in a letter');
  await page.getByRole('button', { name: 'Stop calling this number' }).click();
  await heading(/^Opt-out of .*95$/).waitFor();
  await followWorkflow(page, 'receipt');
});

test('every screen is accessible, in both schemes and at phone width', async () => {
  const screens: [string, string][] = [
    ['/campaigns', 'Campaigns'],
    ['/calls', 'Calls'],
    ['/leads', 'Leads'],
    ['/leads/lists', 'Leads'],
    ['/leads/imports', 'Leads'],
    ['/leads/import', 'Import a file'],
    ['/campaigns/new', 'New campaign'],
    ['/help', 'Help'],
    ['/help/page/guides/campaign-manager', 'For campaign managers: from a list to a running campaign'],
    ['/help/page/compliance', "Compliance, from an officer's chair"],
  ];
  const dark = await openBrowser(browser, system.url, { size: PHONE, scheme: 'dark' });
  await signIn(dark.page, system);
  await expectAccessible(dark.page, 'dashboard, dark, phone');
  await page.goto('/system');
  await walkAccessible({ 'light, wide': page, 'dark, phone': dark.page }, screens);
  expect([...ana.complaints, ...dark.complaints]).toEqual([]);
  await dark.context.close();
});

test('the first screen waits for less than 250 kB of script', async () => {
  const html = await (await fetch(system.url)).text();
  const scripts = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.js)"/g)].map(([, path]) => `${system.url}${path}`);
  const bytes = await Promise.all(scripts.map(async (url) => (await fetch(url)).arrayBuffer()));
  const zipped = bytes.reduce((sum, file) => sum + gzipSync(file, { level: 9 }).length, 0);
  expect(zipped).toBeGreaterThan(50_000);
  expect(zipped).toBeLessThan(250_000);
});

test('with the keyboard alone one goes to a campaign and back', async () => {
  await page.goto('/');
  await heading('Today').waitFor();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox', { name: 'Go to, or do' }).or(page.getByLabel('Go to, or do')).first().waitFor();
  await page.keyboard.type('spring');
  await page.getByText('Campaign, ').first().waitFor();
  await page.keyboard.press('Enter');
  await heading('Spring fair').waitFor();
  await page.getByRole('tab', { name: 'Now' }).focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForURL(/tab=where/);
  await page.goBack();
  await page.waitForURL((url) => !url.search.includes('tab=where'));
});

test('two tenants side by side see nothing of each other, live or by a link', async () => {
  const rival = await addSecondTenant(system);
  const [left, bob] = await Promise.all([openBrowser(browser, system.url), openBrowser(browser, system.url)]);
  try {
    await Promise.all([signIn(left.page, system), signIn(bob.page, rival)]);
    await bob.page.getByText('talking').first().waitFor();
    const theirs = /Autumn offers|Leads 0|Globex/;
    const ours = /Spring fair|Demo|O'Neil/;
    for (const address of ['/calls', '/leads', '/leads/lists', '/campaigns', '/']) {
      for (const [one, own, foreign] of [
        [left.page, ours, theirs],
        [bob.page, theirs, ours],
      ] as const) {
        await one.goto(address);
        const main = one.getByRole('main').filter({ hasText: own });
        await main.waitFor();
        const text = (await main.innerText()).replace('Demonstration. Demo voices call demo callees', '');
        expect({ address, leaked: foreign.exec(text)?.[0] }).toEqual({ address, leaked: undefined });
      }
    }
    for (const address of [`/campaigns/${rival.campaignId}`, `/leads/${rival.leadId}`, `/calls/${rival.callId}`]) {
      await left.page.goto(address);
      await left.page.getByText('This is not here').waitFor();
      await left.page.getByRole('button', { name: 'Go back' }).click();
      await left.page.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
    }
  } finally {
    await rival.stop();
    await Promise.all([left.context.close(), bob.context.close()]);
  }
});

test('two tabs that refresh their session at the same moment stay signed in', async () => {
  const { page: first, context } = await openBrowser(browser, system.url);
  await signIn(first, system);
  const second = await context.newPage();
  await second.goto('/');
  await second.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  // As browsers do that have no locks: over plain HTTP, say.
  const refresh = (one: Page) =>
    one.evaluate(async () => {
      const answers = Array.from({ length: 3 }, () => fetch('/api/v1/auth/refresh', { method: 'POST' }));
      return (await Promise.all(answers)).map(({ status }) => status);
    });
  expect((await Promise.all([refresh(first), refresh(second)])).flat()).toEqual(Array(6).fill(200));
  for (const one of [first, second]) {
    await one.reload();
    await one.getByRole('heading', { level: 1, name: 'Today' }).waitFor();
  }
  await context.close();
});

test('a killed API is said, and the screen goes on where it was once it is back', async () => {
  await page.goto('/calls');
  await page.getByText('Live', { exact: true }).waitFor();
  const back = system.killApi();
  await page.getByText('The server does not answer').waitFor();
  await back;
  await page.getByText('Live', { exact: true }).waitFor({ timeout: 60_000 });
  await page.getByText('The server does not answer').waitFor({ state: 'hidden' });
  await page.getByRole('table', { name: 'Calls' }).getByRole('link').first().waitFor();
});
