import { writeFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../../testing/eventually.ts';
import { expectAccessible, launchBrowser, openBrowser, type Person, PHONE, signIn } from './browser.ts';
import { giveUpByTwo, overrideAndWithdraw } from './officer/four-eyes.ts';
import { addAndTakeOff, recordReassigned } from './officer/own-lists.ts';
import { makeAndRevokeKey, renewPassword } from './officer/people.ts';
import { grantAndEndAccess } from './officer/registry-access.ts';
import type { Stage } from './officer/stage.ts';
import { sendOffline } from './officer/send-offline.ts';
import { askWholeFile } from './officer/whole-file.ts';
import { makeLink, openAndCloseInbox } from './officer/ways-of-refusal.ts';
import { type RunningSystem, startSystem } from './running-system.ts';
import { addEmptyTenant } from './second-tenant.ts';
import { walkAccessible } from './walk-accessible.ts';
import { walkOffline } from './walk-offline.ts';
import { type PartOfScreens, walkInPart } from './walk-partial.ts';
import { TROUBLE_NAMES, walkInTrouble } from './walk-states.ts';

// A machine that does much else at once must not fail a test.
jest.setTimeout(300_000);

const NUMBER = '(617) 555-0142';
const LEAD = { name: 'Ada Example', phone: '+16175550178' };
const OFFICER = { email: `officer.${Date.now()}@demo.example`, password: 'officer-password-1' };

const tabs = (of: string, names: readonly string[]) => names.map((tab) => `${of}?tab=${tab}`);
/** Screens that read something as they open. */
const READING = [
  // What an address says that no screen knows is left out.
  ...['/compliance/opt-outs', '/compliance/opt-outs?tab=inboxes', '/compliance/lists?tab=unheard-of'],
  ...tabs('/compliance/lists', ['own', 'litigators', 'imports', 'access']),
  ...['/compliance/rules', '/compliance/consents', '/compliance/changes', '/compliance/replays'],
  ...['/compliance/profile', ...tabs('/compliance/profile', ['overrides', 'holidays'])],
  ...['/compliance/ledger', ...tabs('/compliance/ledger', ['exports', 'heads'])],
];
const SETTINGS = tabs('/settings', ['team', 'keys', 'providers', 'trunks', 'limits']);
const SCREENS = [
  ...READING,
  ...tabs('/compliance/lists', ['check', 'reassigned']),
  ...[
    '/compliance',
    '/compliance/ask/many',
    '/compliance/lists/upload',
    '/compliance/opt-outs?tab=links',
    '/compliance/erasure',
  ],
  '/compliance/verify',
];
/** Reads that a screen does beside its main one. */
const PARTS: readonly PartOfScreens[] = [
  [
    /v1\/campaigns\?/,
    [
      ...['/compliance/ask', '/compliance/ask/many', '/compliance/ledger', '/compliance/profile'],
      ...tabs('/compliance/lists', ['own', 'check']),
    ],
  ],
  [/\/provisions$/, ['/compliance/profile?tab=overrides', '/compliance/changes?propose=yes']],
  [/\/changes\?.*status=approved/, ['/compliance/changes?propose=yes']],
  [/\/changes\?(?!.*status)/, ['/compliance/replays?ask=yes']],
  [/\/users\?/, ['/compliance/ledger']],
  [/\/tenant$/, ['/compliance/profile']],
  [/\/ledger\/keys$/, ['/compliance/ledger?tab=heads']],
  [/v1\/leads\?/, ['/compliance/erasure']],
  [/v1\/agents\?/, ['/settings?tab=providers']],
];
const NUMBER_SCREEN = `/compliance?phone=${encodeURIComponent(NUMBER)}`;
const ASK_SCREEN = `/compliance/ask?phone=${encodeURIComponent(NUMBER)}`;
/** What a tenant reads in which nothing was done yet. */
const EMPTY: readonly (readonly [string, string])[] = [
  ['/compliance', 'No number yet'],
  ['/compliance/ask', 'No number yet'],
  ['/compliance/opt-outs', 'Nobody has refused yet'],
  ['/compliance/opt-outs?tab=inboxes', 'No inbox yet'],
  ['/compliance/lists?tab=own', 'Nobody is on it'],
  ['/compliance/lists?tab=litigators', 'Nobody is on it'],
  ['/compliance/lists?tab=imports', 'No file yet'],
  ['/compliance/profile', 'No rule of your own'],
  ['/compliance/profile?tab=overrides', 'None: every rule is followed'],
  ['/compliance/profile?tab=holidays', 'Those of the law hold all the same.'],
  ['/compliance/changes', 'No change yet'],
  ['/compliance/replays', 'No day was asked about yet'],
  ['/compliance/consents', 'No consent is recorded'],
  ['/compliance/erasure', 'Nobody chosen yet'],
  ['/compliance/ledger?tab=exports', 'No export yet'],
  ['/settings?tab=keys', 'No keys'],
  ['/settings?tab=providers', 'No keys stored'],
  ['/settings?tab=trunks', 'No trunks'],
];

let system: RunningSystem;
let browser: Browser;
let olga: Person;
let page: Page;
let stage: Stage;
let folder: string;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ portBase: 22_600 }), launchBrowser()]);
  folder = await mkdtemp(join(tmpdir(), 'officer-'));
  const owner = await openBrowser(browser, system.url);
  await signIn(owner.page, system);
  await owner.page.goto('/settings');
  await owner.page.getByRole('button', { name: 'Add a person' }).click();
  await owner.page.getByLabel('E-mail address').fill(OFFICER.email);
  await owner.page.getByLabel('Name').fill('Olga Officer');
  await owner.page.getByRole('dialog').getByLabel('Role').click();
  await owner.page.getByRole('option', { name: 'Compliance' }).click();
  await owner.page.getByLabel('First password').fill(OFFICER.password);
  await owner.page.getByRole('button', { name: 'Add', exact: true }).click();
  await owner.page.getByText('can sign in now').waitFor();
  await importLead(owner.page);
  const nothing = await addEmptyTenant(system);
  const stranger = await openBrowser(browser, system.url);
  olga = await openBrowser(browser, system.url);
  page = olga.page;
  await Promise.all([signIn(stranger.page, nothing), signIn(page, OFFICER)]);
  stage = { officer: page, owner: owner.page, stranger: stranger.page, strangersTenant: nothing.slug };
}, 250_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

/** Somebody to be erased, who consented: of that a record is kept. */
async function importLead(owner: Page): Promise<void> {
  const signed = await owner.request.post('/api/v1/auth/sign-in', {
    data: { email: system.email, password: system.password },
  });
  const { accessToken } = await signed.json();
  const headers = { authorization: `Bearer ${accessToken}` };
  const list = await owner.request.post('/api/v1/lists', { headers, data: { name: `Erased ${Date.now()}` } });
  const { id } = await list.json();
  const data = `first_name,last_name,phone\n${LEAD.name.replace(' ', ',')},${LEAD.phone}\n`;
  const sent = await owner.request.post(`/api/v1/lists/${id}/imports?fileName=one.csv`, {
    headers: { ...headers, 'content-type': 'text/csv' },
    data,
  });
  const { id: importId } = await sent.json();
  const status = async () =>
    (await (await owner.request.get(`/api/v1/imports/${importId}`, { headers })).json()).status;
  await eventually(async () => expect(await status()).toBe('completed'));
  const leads = await (await owner.request.get(`/api/v1/leads?listId=${id}`, { headers })).json();
  const consent = {
    leadId: leads.items[0].id,
    scopes: ['telemarketing'],
    source: 'paper',
    givenAt: '2026-11-01T00:00:00Z',
  };
  expect((await owner.request.post('/api/v1/consents', { headers, data: consent })).status()).toBe(201);
}

const dialog = () => page.getByRole('dialog');
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

test('an officer searches a number and asks whether it may be called, and both are on record', async () => {
  await page.goto('/compliance');
  await page.getByLabel('Telephone number').fill('12');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.locator('[aria-invalid=true]').waitFor();

  await page.getByLabel('Telephone number').fill(NUMBER);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Who looked' }).waitFor();
  await page.waitForURL(/phone=/);
  await expectAccessible(page, 'a number');

  await page.getByRole('link', { name: 'May we call it?' }).click();
  await page.getByRole('heading', { name: 'What each rule says' }).waitFor();
  await page.getByText('Not legal advice').waitFor();
  await page.getByRole('button', { name: /^Show also \d+ rules?/ }).click();
  await page
    .getByText(/47 CFR/)
    .first()
    .waitFor();
  await expectAccessible(page, 'an answer');

  await page.getByRole('link', { name: 'All about this number' }).click();
  const looked = page.getByRole('region', { name: 'Who looked' });
  await looked.getByText('searched the number').first().waitFor();
  await looked.getByText('asked whether it may be called').first().waitFor();
  await looked.getByText('Olga Officer').first().waitFor();
});

test('an opt-out is in effect at once, and its receipt fills without a reload', async () => {
  await page.getByRole('button', { name: 'Record an opt-out' }).click();
  expect(await dialog().getByLabel('Telephone number').inputValue()).toBe(NUMBER);
  await dialog().getByLabel('Why, in your words').fill('Asked in a letter of 20 November');
  await expectAccessible(page, 'recording an opt-out');
  await dialog().getByRole('button', { name: 'Stop calling this number' }).click();
  await heading(/^Opt-out of .*42$/).waitFor();
  await page.getByText('Proven: every place was seen to be done').waitFor({ timeout: 60_000 });
  await page
    .getByRole('link', { name: /^#\d+$/ })
    .nth(1)
    .waitFor({ timeout: 30_000 });
  await expectAccessible(page, 'a receipt');

  await page.goto(`/compliance/ask?phone=${encodeURIComponent(NUMBER)}`);
  await page.getByRole('heading', { level: 2, name: 'No', exact: true }).waitFor();
  await page.getByText('Because: on a do-not-call list.').waitFor();
});

test('a whole file of numbers is asked at once', () => askWholeFile(stage));

test('an opt-out that is sent without a network is kept, and sent again', () => sendOffline(stage));

test('a registry’s file comes into force by an officer’s yes, and then its numbers are refused', async () => {
  const lines = Array.from({ length: 60 }, (_, line) => `617555${String(100 + line).padStart(4, '0')}`);
  const path = join(folder, 'federal-617.txt');
  writeFileSync(path, `${lines.join('\n')}\nnot a number\n`);
  await page.goto('/compliance/lists');
  await page.getByRole('link', { name: 'Upload a registry' }).first().click();
  await page.locator('input[type=file]').setInputFiles(path);
  await page.getByRole('button', { name: 'Upload' }).click();
  await page.getByText('waits for an officer').waitFor({ timeout: 60_000 });
  await page.getByRole('cell', { name: '61', exact: true }).waitFor();
  await expectAccessible(page, 'a copy of a registry');
  await page.getByRole('button', { name: 'Bring it into force …' }).click();
  await dialog()
    .getByText(/^From the next dial on, 60 numbers/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Yes, bring it into force' }).click();
  await page.getByText('in force', { exact: true }).waitFor();

  await page.goto(`/compliance?phone=${encodeURIComponent('617 555 0101')}`);
  const lists = page.getByRole('region', { name: 'Do-not-call lists' });
  await lists.getByText('on it', { exact: true }).waitFor();
});

test('a registry is granted to another tenant, taken into use there, and the access is ended', () =>
  grantAndEndAccess(stage));

test('an inbox for refusals is opened and closed, and a link for a letter is made', async () => {
  await openAndCloseInbox(stage);
  await makeLink(stage, LEAD.phone);
});

test('an emergency is a change: drafted by place and hour, seen beforehand and put into force', async () => {
  await page.goto('/compliance/changes');
  await page.getByRole('button', { name: 'Propose a change' }).click();
  await dialog().getByLabel('In a line').fill('Louisiana: no sales calls during the emergency');
  await dialog().getByLabel('Why, and where it is written').fill('Proclamation 41 of the governor');
  await dialog().getByLabel('Places').fill('US-LA');
  await dialog().getByLabel('Postal codes there').fill('701, 70043');
  await dialog().getByLabel('From', { exact: true }).fill('2026-11-01T18:00');
  await dialog().getByLabel('No longer from').fill('2099-12-03T06:00');
  await dialog().getByLabel('Only calls that').click();
  await page.getByRole('option', { name: 'sells something' }).click();
  await page.keyboard.press('Escape');
  await expectAccessible(page, 'proposing a change');
  await dialog().getByRole('button', { name: 'Save the draft' }).click();
  await heading('Louisiana: no sales calls during the emergency').waitFor();
  await page
    .getByText(/US-LA; postal codes 701, 70043 …; telemarketing calls · from 2026-11-01 18:00 until 2099-12-03 06:00/)
    .waitFor();
  await page.getByRole('button', { name: 'Look', exact: true }).click();
  await page.getByText(/looked at of \d+, completed/).waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'a difference');
  await page.getByRole('button', { name: 'Approve …' }).click();
  await dialog().getByRole('button', { name: 'Yes, put it into force' }).click();
  await page.getByText('approved', { exact: true }).waitFor();
  const change = page.url();
  await page.goto('/compliance/rules?search=louisiana');
  await page.getByText('No call at all').first().waitFor();

  await page.goto(change);
  await page.getByRole('link', { name: 'Ask a past day under it' }).click();
  await dialog()
    .getByText(/^Louisiana: no sales calls during the emergency \(approved\)/)
    .waitFor();
  await dialog().getByRole('button', { name: 'Ask', exact: true }).click();
  await heading(/^The calls of /).waitFor();
  await page.getByText(/calls? asked of \d+, completed/).waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'a replay');
  await page.getByRole('link', { name: '← Replays' }).click();
  await page
    .getByRole('link', { name: /^\d{4}-\d\d-\d\d$/ })
    .first()
    .waitFor();
});

test('a file of litigators is read as a job', async () => {
  const path = join(folder, 'litigators.csv');
  writeFileSync(path, '+16175550177\nnobody\n');
  await page.goto('/compliance/lists?tab=litigators');
  await page.getByRole('button', { name: 'Add numbers' }).click();
  await dialog().locator('input[type=file]').setInputFiles(path);
  await dialog().getByLabel('Where they come from').fill('A service');
  await dialog().getByRole('button', { name: 'Never call these' }).click();
  await heading('litigators.csv').waitFor();
  await page.getByText('completed', { exact: true }).waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'an import of numbers');
});

test('numbers are typed, checked and taken off with a reason; a campaign has a list of its own', async () => {
  await addAndTakeOff(stage);
  await recordReassigned(stage);
});

test('whatever is laxer than one’s own rules takes a second person', () => giveUpByTwo(stage));

test('an owner’s override holds until an officer follows the rule again', () => overrideAndWithdraw(stage));

test('a number is masked until somebody looks, and who looked is on record', async () => {
  await page.goto(`/compliance?phone=${encodeURIComponent(LEAD.phone)}`);
  await page
    .getByRole('button', { name: /^Show the whole number/ })
    .first()
    .click();
  await page.getByText(LEAD.phone).first().waitFor();
  await eventually(async () => {
    await page.reload();
    await page
      .getByRole('region', { name: 'Who looked' })
      .getByText('saw the whole number')
      .first()
      .waitFor({ timeout: 2_000 });
  });
});

test('somebody is erased: what goes and stays is told in numbers, and the act is in the ledger', async () => {
  await page.goto(`/compliance?phone=${encodeURIComponent(LEAD.phone)}`);
  await page.getByRole('region', { name: 'Who has it' }).getByRole('link', { name: 'Erase …' }).first().click();
  await page.getByRole('heading', { name: 'What stays' }).waitFor();
  await page.getByRole('button', { name: 'Delete this lead' }).click();
  await page
    .getByText(/16 CFR 310\.5.*telemarketing sales rule/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Erase who this is …' }).click();
  const erase = dialog().getByRole('button', { name: 'Erase for good' });
  expect(await erase.isDisabled()).toBe(true);
  await dialog()
    .getByLabel(/^Type .* to confirm/)
    .fill(LEAD.name);
  await expectAccessible(page, 'an erasure');
  await erase.click();
  await page.getByRole('link', { name: /^entry #\d+, with its proof/ }).waitFor({ timeout: 30_000 });
  await expectAccessible(page, 'an erasure that was done');
});

test('an export of the ledger is proven in the browser, and a changed one is not', async () => {
  await page.goto('/compliance/ledger?kind=opt-out');
  const newest = page.getByRole('link', { name: 'Opt-out', exact: true }).first();
  await newest.waitFor();
  // The list looks again by itself; what is not sealed yet has no proof to open.
  await page.getByText('sealing', { exact: true }).first().waitFor({ state: 'hidden' });
  await newest.click();
  await dialog().getByText('unchanged', { exact: true }).waitFor();
  await expectAccessible(page, 'a proof');

  await page.goto('/compliance/ledger?tab=exports');
  await page.getByRole('button', { name: 'Export', exact: true }).click();
  const file = page.waitForEvent('download');
  await page
    .getByRole('button', { name: /^Download/ })
    .first()
    .click({ timeout: 60_000 });
  const path = join(folder, 'ledger.zip');
  await (await file).saveAs(path);

  await page.goto('/compliance/verify');
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText('Complete and unchanged').waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'a verified export');

  const bytes = await readFile(path);
  const middle = Math.floor(bytes.length / 3);
  bytes[middle] = (bytes[middle] ?? 0) ^ 1;
  writeFileSync(path, bytes);
  await page.locator('input[type=file]').first().setInputFiles([]);
  await page.locator('input[type=file]').first().setInputFiles(path);
  await page.getByRole('button', { name: 'Verify' }).click();
  await page.getByText(/^Not proven/).waitFor({ timeout: 60_000 });
});

test('a screen whose reads are refused, fail or take long says so', async () => {
  for (const trouble of TROUBLE_NAMES) await walkInTrouble(page, trouble, [...READING, ...SETTINGS]);
});

test('without a network what was read stays on every screen, and all is live again after', () =>
  walkOffline(
    page,
    [...READING, ...tabs('/settings', ['team', 'trunks', 'limits'])],
    '/compliance/opt-outs?status=undone',
  ));

test('a screen of which one read fails can be used, says what is lacking, and reads it again', () =>
  walkInPart(page, PARTS));

test('a tenant in which nothing was done yet is told what would be here', async () => {
  for (const [address, words] of EMPTY) {
    await stage.stranger.goto(address);
    await stage.stranger.getByText(words).first().waitFor();
  }
});

test('every screen of compliance is accessible, in both schemes and at phone width', async () => {
  const dark = await openBrowser(browser, system.url, { size: PHONE, scheme: 'dark' });
  await signIn(dark.page, OFFICER);
  await page.goto('/system');
  await walkAccessible({ 'light, wide': page, 'dark, phone': dark.page }, [...SCREENS, NUMBER_SCREEN, ASK_SCREEN]);
  expect([...olga.complaints, ...dark.complaints]).toEqual([]);
  await dark.context.close();
});

test('a key is made and revoked, and a lost password renewed', async () => {
  await makeAndRevokeKey(stage);
  await renewPassword(stage, OFFICER.email);
});
