import { spawnSync } from 'node:child_process';
import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { eventually } from '../../testing/eventually.ts';
import { expectAccessible, launchBrowser, openBrowser, type Person, PHONE, signIn } from './browser.ts';
import { type RunningSystem, startSystem } from './running-system.ts';
import { launchSpeakingBrowser, LONG, SHORT, startRecogniser } from './spoken-microphone.ts';
import { walkAccessible } from './walk-accessible.ts';
import { walkOffline } from './walk-offline.ts';
import { walkInPart } from './walk-partial.ts';
import { TROUBLE_NAMES, walkInTrouble } from './walk-states.ts';

jest.setTimeout(170_000);

let system: RunningSystem;
let browser: Browser;
let ana: Person;
let page: Page;
/** Of the program that an owner makes a key for. */
let madeKey = '';

beforeAll(async () => {
  [system, browser] = await Promise.all([
    startSystem({ portBase: 22_400, environment: { PROVIDER_ALLOWED_HOSTS: '127.0.0.1' } }),
    launchBrowser(),
  ]);
  ana = await openBrowser(browser, system.url);
  page = ana.page;
  await signIn(page, system);
}, 200_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 60_000);

/** Makes things by the API, as the owner. */
async function makerOf(of: Page) {
  const signed = await of.request.post('/api/v1/auth/sign-in', {
    data: { email: system.email, password: system.password },
  });
  const { accessToken } = await signed.json();
  return async (path: string, data: object): Promise<{ id: string }> => {
    const answer = await of.request.post(path, { headers: { authorization: `Bearer ${accessToken}` }, data });
    expect({ path, status: answer.status(), body: answer.ok() ? '' : await answer.text() }).toMatchObject({
      status: 201,
    });
    return answer.json();
  };
}

/** An agent that hears by the recogniser at this address. */
async function makeListeningAgent(of: Page, address: string): Promise<string> {
  const send = await makerOf(of);
  const { id } = await send('/api/v1/agents', {
    ...{ name: `Listener ${process.pid}`, greetingMessage: 'Hello.', sttProvider: 'assemblyai', status: 'active' },
    ...{ llmProvider: 'demo', llmModel: 'script', voiceProvider: 'demo', voiceId: 'rms' },
  });
  await send('/api/v1/provider-credentials', {
    ...{ provider: 'assemblyai', label: 'Stand-in', apiKey: 'not-a-real-key-5678', baseUrl: address, agentId: id },
  });
  return id;
}

/** New for each run, for whoever tries it on a system that runs already. */
const AGENT = `Garden offers ${process.pid}`;
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name });

const tab = (name: string) => page.getByRole('tab', { name, exact: true });

test('an owner makes an agent, writes its prompt, picks a voice and a model, and finds their words after a reload', async () => {
  await page.goto('/agents');
  await page.getByRole('button', { name: 'New agent' }).click();
  await page.getByLabel('Name').fill(AGENT);
  await expectAccessible(page, 'a new agent');
  await page.getByRole('button', { name: 'Make agent' }).click();
  await heading(AGENT).waitFor();

  const prompt = page.getByLabel('Prompt', { exact: true });
  await prompt.fill('You offer garden work to ');
  await page.getByRole('button', { name: 'Insert a variable into: Prompt', exact: true }).click();
  await page.getByRole('menuitem', { name: /lead\.firstName/ }).click();
  expect(await prompt.inputValue()).toBe('You offer garden work to {{lead.firstName}}');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await page
    .getByText(/^about \d+ tokens/)
    .first()
    .waitFor();
  await expectAccessible(page, 'prompts');

  await page.getByText('1 change not saved').waitFor();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('ringfence.draft.')));
  await page.reload();
  await page.getByText('1 change not saved').waitFor();
  expect(await prompt.inputValue()).toBe('You offer garden work to {{lead.firstName}}');

  await tab('Voice').click();
  await page.getByText(/^1\d\d voices\./).waitFor();
  await page.getByRole('textbox', { name: 'Search voices' }).fill('scottish');
  await page.waitForURL(/voice=scottish/);
  await page.getByRole('button', { name: 'Choose AWB' }).click();
  await page.getByText('✓ Chosen').waitFor();
  await expectAccessible(page, 'voices');
  const sample = page.waitForResponse((response) => response.url().includes('/sample?'));
  await page.getByRole('button', { name: 'Hear AWB' }).click();
  expect((await sample).status()).toBe(200);

  // Back takes away what was chosen last, before it leaves the tab.
  await page.goBack();
  await page.getByText(/^1\d\d voices\./).waitFor();
  expect(new URL(page.url()).search).toBe('?tab=voice');

  await tab('Model').click();
  await page.getByRole('button', { name: 'Choose GPT-4.1 mini of OpenAI' }).click();
  await expectAccessible(page, 'models');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as version 2.').waitFor();
});

test('an owner names who takes over, and when people are there, by the keyboard’s palette', async () => {
  await toPlace('agent fallbacks', 'This agent › Fallbacks');
  await page.getByRole('button', { name: 'Add another model' }).click();
  await expectAccessible(page, 'fallbacks');
  await toPlace('hours', 'This agent › Hours');
  await page.getByRole('switch', { name: 'This agent keeps business hours' }).click();
  await page.getByRole('group', { name: 'Opening hours by day' }).waitFor();
  await page.getByText('Nothing asks for them yet').waitFor();
  await expectAccessible(page, 'hours');
  await page.getByRole('button', { name: 'Discard' }).click();
});

/** Goes there by the palette alone. */
async function toPlace(typed: string, label: string): Promise<void> {
  await page.keyboard.press('Control+k');
  const box = page.getByLabel('Go to, or do').first();
  await box.fill(typed);
  await page
    .getByRole('button', { name: label })
    .or(page.getByRole('option', { name: label }))
    .first()
    .waitFor();
  // The first that fits is chosen as it is typed.
  await page.keyboard.press('Enter');
  await box.waitFor({ state: 'hidden' });
}

test('somebody who was faster is explained, and nothing typed is lost', async () => {
  const other = await page.context().newPage();
  await other.goto(`${new URL(page.url()).pathname}?tab=behaviour`);
  await tab('Behaviour').click();
  await page.getByLabel('Description').fill('Mine');
  await other.getByLabel('Description').fill('Theirs');
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByText('Saved as version 3.').waitFor();
  await other.close();

  await page.getByText(/Somebody saved version 3 while you were editing version 2/).waitFor();
  await page.getByText('You both changed 1 field').waitFor();
  await expectAccessible(page, 'a conflict');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as version 4.').waitFor();

  await tab('History').click();
  await page.getByRole('article', { name: 'Version 2' }).getByText('You offer garden work to').waitFor();
  await expectAccessible(page, 'history');
  await page.getByRole('button', { name: 'Restore version 3' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Restored as version 5.').waitFor();
});

test('the palette reaches tabs, doings and a typed number from any screen', async () => {
  await page.goto('/calls');
  await page
    .getByRole('button', { name: /^Go to/ })
    .first()
    .click();
  await page.getByLabel('Go to, or do').first().waitFor();
  await expectAccessible(page, 'the palette');
  await page.keyboard.press('Escape');
  // What is typed while it goes is forgotten with it.
  await page.getByLabel('Go to, or do').first().waitFor({ state: 'hidden' });
  for (const [typed, label, address] of [
    ['settings keys', 'Settings › API keys', /settings\?tab=keys/],
    ['litigators', 'Compliance › Lists › Litigators', /lists\?tab=litigators/],
    ['export ledger', 'Export the ledger', /ledger\?tab=exports/],
    ['212 555 0199', 'May we call this number?', /ask\?phone=/],
    ['add number', 'Add a number to the do-not-call list', /record=yes/],
  ] as const) {
    await toPlace(typed, label);
    await page.waitForURL(address);
  }
  await page.getByRole('dialog', { name: 'Record an opt-out' }).waitFor();
  await page.keyboard.press('Escape');
});

test('one talks to an agent by text, sees what it says and how long it took, and several at once', async () => {
  await page.goto('/agents');
  await page.getByRole('link', { name: 'Talk to Sales' }).click();
  await heading('Talk to Sales').waitFor();
  await page.getByRole('button', { name: 'Start by text' }).click();
  const box = page.getByRole('textbox', { name: 'Say something by text' });
  const log = page.getByRole('log');
  await log.getByText(/Hello Alex, this is Ava/).waitFor({ timeout: 90_000 });
  await box.fill('What does it cost?');
  await box.press('Enter');
  await log
    .getByText(/answered in \d+ ms/)
    .first()
    .waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'a conversation');
  await page.getByRole('button', { name: 'Another session' }).click();
  await page.getByRole('heading', { level: 2, name: 'Session 2' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('ended', { exact: true }).first().waitFor();
});

test('one talks by microphone: what was said stands in the conversation, and nothing more once it is muted', async () => {
  const speaking = await launchSpeakingBrowser();
  const recogniser = await startRecogniser(speaking.middleMs);
  const person = await openBrowser(speaking.browser, system.url);
  try {
    await signIn(person.page, system);
    const id = await makeListeningAgent(person.page, recogniser.url);
    await person.page.goto(`/agents/${id}/talk`);
    await person.page.getByRole('button', { name: 'Start with microphone' }).click();
    const log = person.page.getByRole('log');
    const said = (words: string) => log.locator('[data-speaker=callee]').filter({ hasText: words }).first();
    await said(SHORT).waitFor();
    await said(LONG).waitFor();
    await expectAccessible(person.page, 'a conversation by microphone');

    await person.page.getByRole('button', { name: 'Mute' }).click();
    await person.page.getByRole('button', { name: 'Unmute' }).waitFor();
    // What was said until now may be on its way; what comes after would have been heard within one round.
    await person.page.waitForTimeout(2_000);
    const before = recogniser.heard.length;
    await person.page.waitForTimeout(speaking.roundMs);
    expect(recogniser.heard.length).toBe(before);

    await person.page.getByRole('button', { name: 'Unmute' }).click();
    await eventually(() => expect(recogniser.heard.length).toBeGreaterThan(before), 30_000);
    await person.page.getByRole('button', { name: 'Stop' }).click();
    await person.page.getByText('ended', { exact: true }).waitFor();
    expect(person.complaints).toEqual([]);
  } finally {
    await speaking.close();
    await recogniser.stop();
  }
});

test('an agent whose key is lacking says so instead of falling silent', async () => {
  await page.goto(`/agents?search=${encodeURIComponent(AGENT)}`);
  await page.getByRole('link', { name: `Talk to ${AGENT}` }).click();
  await page.getByText('No key of openai is stored').waitFor();
  await page.getByRole('button', { name: 'Start by text' }).click();
  await page.getByText('The agent cannot talk').waitFor({ timeout: 90_000 });
  await page.getByText(/No key for openai/).waitFor();
});

test('keys are entered once, tried and forgotten; an API key is shown once', async () => {
  await page.goto('/settings?tab=providers');
  await page.getByRole('button', { name: 'Add a key' }).click();
  await page.getByRole('dialog').getByLabel(/^Key/).fill('sk-not-a-real-key-1234');
  await page.getByRole('dialog').getByLabel('Address').fill('http://127.0.0.1:1/v1');
  await page.getByRole('button', { name: 'Store' }).click();
  await page.getByText('ends in 1234').waitFor();
  await page.getByRole('button', { name: 'Test the key of OpenAI' }).click();
  await page.getByText('not reached').waitFor();
  await expectAccessible(page, 'a key that was tried');
  expect(await page.content()).not.toContain('sk-not-a-real-key');

  await page.getByRole('tab', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('Name').fill('CRM');
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByRole('dialog').locator('pre').innerText();
  expect(key).toMatch(/^rf_/);
  madeKey = key;
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('cell', { name: /^CRM/ }).waitFor();
  expect(await page.content()).not.toContain(key);
});

test('an engineer sees what runs and what waits, and takes a request to the terminal', async () => {
  await page.goto('/system');
  await page.getByText('Postgres', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'campaigns' }).first().waitFor();
  expect(await page.getByRole('link', { name: /Temporal UI/ }).getAttribute('href')).toContain('/namespaces/');
  await page.getByText(/of \d+ calls, \d+ %/).waitFor();
  await page
    .getByText(/version 1\.\d+\.\d+/)
    .first()
    .waitFor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page
    .getByRole('button', { name: /^Copy as curl: GET/ })
    .first()
    .click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toMatch(/^curl -s 'http:.*' \\\n {2}-H "Authorization: Bearer \$RINGFENCE_API_KEY"$/);
  // It works as it was copied, with a key of one's own.
  const run = spawnSync('sh', ['-c', `${curl} -o /dev/null -w '%{http_code}'`], {
    env: { ...process.env, RINGFENCE_API_KEY: madeKey },
  });
  expect(String(run.stdout)).toBe('200');
});

const ANY_ID = '01993b6e-0000-7000-8000-000000000001';
/** Screens that read before they show anything. */
const READING = [
  ...['/', '/campaigns', `/campaigns/${ANY_ID}`, `/campaigns/new?step=agent&campaign=${ANY_ID}`, '/calls'],
  ...[`/calls/${ANY_ID}`, '/leads', `/leads/${ANY_ID}`, '/leads/lists', '/leads/imports', `/leads/imports/${ANY_ID}`],
  ...['/agents', '/agents?view=list', `/agents/${ANY_ID}?tab=voice`, `/agents/${ANY_ID}/talk`, '/system'],
];

test('each screen says that it reads, that the role may not, or what went wrong', async () => {
  for (const trouble of TROUBLE_NAMES) await walkInTrouble(page, trouble, READING);
});

test('without a network what was read stays on the screen, and all is live again after', async () => {
  await page.goto('/agents');
  const agent = await addressOfAgent();
  await walkOffline(page, ['/agents', agent, `${agent}?tab=history`, '/system', '/settings?tab=limits'], '/calls');
});

test('a screen of which one read fails can be used, says what is lacking, and reads it again', async () => {
  await page.goto('/agents');
  const agent = await addressOfAgent();
  const { id } = await (await makerOf(page))('/api/v1/campaigns', { name: `In part ${process.pid}` });
  const campaign = `/campaigns/${id}`;
  await walkInPart(page, [
    [/\/progress$/, [`${campaign}?tab=settings`]],
    [/\/trend$/, [campaign]],
    [/\/agent-activity$/, ['/agents']],
    [
      /v1\/(campaigns|lists|agents)\?/,
      ['/calls', '/leads', `${campaign}?tab=settings`, `/campaigns/new?step=review&campaign=${id}`],
    ],
    [/v1\/calls\?/, ['/']],
    [/\/(llm|stt)-models/, [`${agent}?tab=fallbacks`, `${agent}?tab=model`, `${agent}?tab=listening`]],
    [/\/engineering$/, ['/system']],
  ]);
});

/** Of the first on the list. */
async function addressOfAgent(): Promise<string> {
  const address = await page
    .getByRole('link', { name: /^Talk to / })
    .first()
    .getAttribute('href');
  return (address ?? '').replace(/\/talk$/, '');
}

test('an installation without an owner shows how to set it up', async () => {
  const nobody = await openBrowser(browser, system.url, { size: PHONE, scheme: 'dark' });
  await nobody.page.route('**/api/v1/setup', (route) => route.fulfill({ json: { needed: true } }));
  await nobody.page.goto('/');
  await nobody.page.getByRole('heading', { level: 2, name: 'Set up this installation' }).waitFor();
  await expectAccessible(nobody.page, 'set-up');
  await nobody.page.getByRole('button', { name: /^Set/ }).click();
  await nobody.page.getByText('The set-up code from the start of the API').waitFor();
  await expectAccessible(nobody.page, 'set-up with fields that lack');
  await nobody.context.close();
});

test('every screen of agents, settings and the system is accessible, in both schemes and at phone width', async () => {
  const dark = await openBrowser(browser, system.url, { size: PHONE, scheme: 'dark' });
  await signIn(dark.page, system);
  await page.goto('/system');
  await walkAccessible({ 'light, wide': page, 'dark, phone': dark.page }, [
    '/agents',
    '/agents?view=list',
    '/settings',
    '/settings?tab=keys',
    '/settings?tab=providers',
    '/settings?tab=trunks',
    '/settings?tab=limits',
    '/settings?tab=appearance',
    '/system',
  ]);
  expect([...ana.complaints, ...dark.complaints]).toEqual([]);
  await dark.context.close();
});
