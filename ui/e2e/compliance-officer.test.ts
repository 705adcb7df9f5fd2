import { afterAll, beforeAll, expect, jest, test } from '@jest/globals';
import type { Browser } from 'playwright-core';
import { launchBrowser, openBrowser, PHONE, signIn } from './browser.ts';
import { recordAndRevokeConsent } from './officer/consents.ts';
import { enterEmergency } from './officer/emergency.ts';
import { eraseLead, importLead } from './officer/erasure.ts';
import { giveUpByTwo, overrideAndWithdraw } from './officer/four-eyes.ts';
import { checkAgainst, keepNewestHead, openProof, proveExport } from './officer/ledger.ts';
import { askAbout, recordOptOut, screenOf, searchAndAsk, seeWholeNumber } from './officer/numbers.ts';
import { addAndTakeOff, readLitigators, recordReassigned } from './officer/own-lists.ts';
import { makeAndRevokeKey, renewPassword } from './officer/people.ts';
import { grantAndEndAccess } from './officer/registry-access.ts';
import { bringRegistryIntoForce } from './officer/registry-file.ts';
import { EMPTY, NEVER_OPENED, OFFLINE, PARTS, READING, SCREENS, SETTINGS } from './officer/screens.ts';
import { sendOffline } from './officer/send-offline.ts';
import { OFFICER, setTheStage } from './officer/stage.ts';
import { makeLink, openAndCloseInbox } from './officer/ways-of-refusal.ts';
import { askWholeFile } from './officer/whole-file.ts';
import { type RunningSystem, startSystem } from './running-system.ts';
import { walkAccessible } from './walk-accessible.ts';
import { walkOffline } from './walk-offline.ts';
import { walkInPart } from './walk-partial.ts';
import { TROUBLE_NAMES, walkInTrouble } from './walk-states.ts';

// A machine that does much else at once must not fail a test.
jest.setTimeout(300_000);

const NUMBER = '(617) 555-0142';
const LEAD = { name: 'Ada Example', phone: '+16175550178' };

let system: RunningSystem;
let browser: Browser;
let stage: Awaited<ReturnType<typeof setTheStage>>;
/** Of the ledger's first hours, against which it is checked in the end. */
let earlyHead: Awaited<ReturnType<typeof keepNewestHead>>;

beforeAll(async () => {
  [system, browser] = await Promise.all([startSystem({ portBase: 22_600 }), launchBrowser()]);
  stage = await setTheStage(system, browser);
  await importLead(stage, LEAD, system);
}, 250_000);
afterAll(async () => {
  await browser?.close();
  await system?.stop();
}, 60_000);

test('an officer searches a number and asks whether it may be called, and both are on record', () =>
  searchAndAsk(stage, NUMBER));

test('an opt-out is in effect at once, and its receipt fills without a reload', () => recordOptOut(stage, NUMBER));

test('a signed head is kept outside, for later', async () => {
  earlyHead = await keepNewestHead(stage);
});

test('a whole file of numbers is asked at once', () => askWholeFile(stage));

test('an opt-out that is sent without a network is kept, and sent again', () => sendOffline(stage));

test('a registry’s file comes into force by an officer’s yes, and then its numbers are refused', () =>
  bringRegistryIntoForce(stage));

test('a registry is granted to another tenant, taken into use there, and the access is ended', () =>
  grantAndEndAccess(stage));

test('an inbox for refusals is opened and closed, and a link for a letter is made', async () => {
  await openAndCloseInbox(stage);
  await makeLink(stage, LEAD.phone);
});

test('an emergency is a change: drafted by place and hour, seen beforehand and put into force', () =>
  enterEmergency(stage));

test('a file of litigators is read as a job', () => readLitigators(stage));

test('numbers are typed, checked and taken off with a reason; a campaign has a list of its own', async () => {
  await addAndTakeOff(stage);
  await recordReassigned(stage);
});

test('a consent is written down with its words, end and file, and revoked without being forgotten', () =>
  recordAndRevokeConsent(stage, LEAD));

test('whatever is laxer than one’s own rules takes a second person', () => giveUpByTwo(stage));

test('an owner’s override holds until an officer follows the rule again', () => overrideAndWithdraw(stage));

test('a number is masked until somebody looks, and who looked is on record', () => seeWholeNumber(stage, LEAD.phone));

test('somebody is erased: what goes and stays is told in numbers, and the act is in the ledger', () =>
  eraseLead(stage, LEAD));

test('an entry is proven in the browser', () => openProof(stage));

test('the ledger of now continues the head that was kept earlier, and no other', () => checkAgainst(stage, earlyHead));

test('an export of the ledger is proven in the browser, and a changed one is not', () => proveExport(stage, earlyHead));

test('a screen whose reads are refused, fail or take long says so', async () => {
  for (const trouble of TROUBLE_NAMES) await walkInTrouble(stage.officer, trouble, [...READING, ...SETTINGS]);
});

test('without a network what was read stays on every screen, and all is live again after', () =>
  walkOffline(stage.officer, OFFLINE, NEVER_OPENED));

test('a screen of which one read fails can be used, says what is lacking, and reads it again', () =>
  walkInPart(stage.officer, PARTS));

test('a tenant in which nothing was done yet is told what would be here', async () => {
  for (const [address, words] of EMPTY) {
    await stage.stranger.goto(address);
    await stage.stranger.getByText(words).first().waitFor();
  }
});

test('every screen of compliance is accessible, in both schemes and at phone width', async () => {
  const { officer, olga } = stage;
  const dark = await openBrowser(browser, system.url, { size: PHONE, scheme: 'dark' });
  await signIn(dark.page, OFFICER);
  await officer.goto('/system');
  const pages = { 'light, wide': officer, 'dark, phone': dark.page };
  await walkAccessible(pages, [...SCREENS, screenOf(NUMBER), askAbout(NUMBER)]);
  expect([...olga.complaints, ...dark.complaints]).toEqual([]);
  await dark.context.close();
});

test('a key is made and revoked, and a lost password renewed', async () => {
  await makeAndRevokeKey(stage);
  await renewPassword(stage, OFFICER.email);
});
