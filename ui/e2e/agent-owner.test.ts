import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser, Page } from 'playwright-core';
import { expectAccessible, launchBrowser, openBrowser, type Person, PHONE, signIn } from './browser.ts';
import { makerOf, signInToApi } from './by-the-api.ts';
import { seeWhatRuns } from './engineer/system-screen.ts';
import { makeAgent, meetSomebodyFaster, nameWhoTakesOver } from './owner/edit-agent.ts';
import { enterProviderKey, makeApiKey } from './owner/keys.ts';
import { reachAnything } from './owner/palette.ts';
import { partsOf, READING, SCREENS } from './owner/screens.ts';
import { reopenByReload, takeBackWhatWasDone } from './owner/take-back.ts';
import { talkByMicrophone, talkByText, talkWithoutKey } from './owner/talk.ts';
import { type RunningSystem, startSystem } from './running-system.ts';
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

/** New for each run, for whoever tries it on a system that runs already. */
const AGENT = `Garden offers ${process.pid}`;

test('an owner makes an agent, writes its prompt, picks a voice and a model, and finds their words after a reload', () =>
  makeAgent(page, AGENT));

test('an owner names who takes over, and when people are there, by the keyboard’s palette', () =>
  nameWhoTakesOver(page));

test('somebody who was faster is explained, and nothing typed is lost', () => meetSomebodyFaster(page));

test('what is taken back comes back under what was typed since, and a dialog is open again after a reload', async () => {
  await takeBackWhatWasDone(page);
  await reopenByReload(page);
});

test('the palette reaches tabs, doings and a typed number from any screen', () => reachAnything(page));

test('one talks to an agent by text, sees what it says and how long it took, and several at once', () =>
  talkByText(page));

test('one talks by microphone: what was said stands in the conversation, and nothing more once it is muted', () =>
  talkByMicrophone(system));

test('an agent whose key is lacking says so instead of falling silent', () => talkWithoutKey(page, AGENT));

test('keys are entered once, tried and forgotten; an API key is shown once', async () => {
  await enterProviderKey(page);
  madeKey = await makeApiKey(page);
});

test('an engineer sees what runs and what waits, and takes a request to the terminal', () =>
  seeWhatRuns(page, madeKey));

test('each screen says that it reads, that the role may not, or what went wrong', async () => {
  for (const trouble of TROUBLE_NAMES) await walkInTrouble(page, trouble, READING);
});

test('without a network what was read stays on the screen, and all is live again after', async () => {
  const agent = await addressOfAgent();
  await walkOffline(page, ['/agents', agent, `${agent}?tab=history`, '/system', '/settings?tab=limits'], '/calls');
});

test('a screen of which one read fails can be used, says what is lacking, and reads it again', async () => {
  const make = makerOf(page, await signInToApi(page, system));
  const { id } = await make('/api/v1/campaigns', { name: `In part ${process.pid}` });
  await walkInPart(page, partsOf(await addressOfAgent(), id));
});

/** Of the first on the list. */
async function addressOfAgent(): Promise<string> {
  await page.goto('/agents');
  const talk = page.getByRole('link', { name: /^Talk to / }).first();
  return ((await talk.getAttribute('href')) ?? '').replace(/\/talk$/, '');
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
  await walkAccessible({ 'light, wide': page, 'dark, phone': dark.page }, SCREENS);
  expect([...ana.complaints, ...dark.complaints]).toEqual([]);
  await dark.context.close();
});
