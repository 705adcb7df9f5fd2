import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../browser.ts';
import { openByKeyboard } from '../keyboard.ts';
import { answerDialog, type Stage, type } from './stage.ts';

const DAY = '2099-06-19';
const FOR_ANOTHER = 'Four eyes: somebody other than you approves it.';

/** Protection that is given up takes two people: one drafts, the other approves, for a holiday, a cap and the rule itself. */
export async function giveUpByTwo(stage: Stage): Promise<void> {
  await askForTwo(stage);
  await takeHolidayBack(stage);
  await raiseCap(stage);
  await doWithoutTwo(stage);
}

async function askForTwo({ owner }: Stage): Promise<void> {
  await owner.goto('/compliance/profile');
  await owner.getByRole('switch', { name: 'Whoever drafts a change may approve it' }).click();
  await answerDialog(owner, 'asking for a second person', () => Promise.resolve(), 'Ask for one');
  await owner.getByRole('switch', { name: 'A second person approves' }).waitFor();
}

async function takeHolidayBack({ officer, owner }: Stage): Promise<void> {
  const name = `Day of mourning ${Date.now()}`;
  await officer.goto('/compliance/profile?tab=holidays');
  await officer.getByRole('button', { name: 'Add a holiday' }).click();
  const words = { Day: DAY, Place: 'US-LA', Name: name };
  await answerDialog(officer, 'adding a holiday', () => type(officer, words), 'Add it');
  await officer.getByRole('row', { name }).getByRole('button', { name: 'Take back …' }).click();
  const why = () => type(officer, { Why: 'The proclamation was withdrawn' });
  await answerDialog(officer, 'taking a holiday back', why, 'Propose it');
  await officer.getByText(FOR_ANOTHER).waitFor();
  await expectAccessible(officer, 'a draft for somebody else');
  await approveUnseen(owner, officer.url());
  await officer.goto('/compliance/profile?tab=holidays');
  await officer.getByRole('region', { name: 'Holidays of your own' }).waitFor();
  await officer.getByRole('row', { name }).waitFor({ state: 'detached' });
}

/** An owner proposes to call each lead once more a day; nothing is different before the officer approves. */
async function raiseCap({ officer, owner }: Stage): Promise<void> {
  const cap = (of: Page) => of.getByLabel('Attempts a lead a day');
  await officer.goto('/settings?tab=limits');
  const before = await cap(officer).inputValue();
  const raised = String(Number(before) + 1);
  await owner.goto('/settings?tab=limits');
  await cap(owner).fill(raised);
  await openByKeyboard(owner, owner.getByRole('button', { name: 'Propose', exact: true }));
  await owner.getByText('Four eyes are asked for here').waitFor();
  const why = () => type(owner, { Why: 'Many are at work until the evening' });
  await answerDialog(owner, 'proposing a higher cap', why, 'Propose it');
  await owner.getByText(FOR_ANOTHER).waitFor();
  await officer.reload();
  expect(await cap(officer).inputValue()).toBe(before);
  await approveUnseen(officer, owner.url());
  await officer.goto('/settings?tab=limits');
  expect(await cap(officer).inputValue()).toBe(raised);
}

async function doWithoutTwo({ officer, owner }: Stage): Promise<void> {
  await owner.goto('/compliance/profile');
  await owner.getByRole('switch', { name: 'A second person approves' }).click();
  const alone = () => type(owner, { Why: 'One person alone runs this in winter' });
  await answerDialog(owner, 'doing without a second person', alone, 'Propose it');
  await owner.getByText(FOR_ANOTHER).waitFor();
  await approveUnseen(officer, owner.url());
}

/** The second person, who says why it cannot wait for a look at what it does. */
async function approveUnseen(second: Page, address: string): Promise<void> {
  await second.goto(new URL(address).pathname);
  await second.getByRole('button', { name: 'Approve …' }).click();
  const why = () => type(second, { 'Why it cannot wait for a look': 'Both of us read it together' });
  await answerDialog(second, 'approving unseen', why, 'Yes, put it into force');
  await second.getByText('approved', { exact: true }).waitFor();
}

/** An owner is laxer than one rule, until an officer follows it again. */
export async function overrideAndWithdraw({ officer, owner }: Stage): Promise<void> {
  await owner.goto('/compliance/profile?tab=overrides');
  await owner.getByRole('button', { name: 'Record an override' }).click();
  const fill = async () => {
    await owner.getByRole('dialog').getByLabel('Rule').fill('us-fl');
    await owner.getByRole('option').first().click();
    await owner.getByText('What this allows').waitFor();
    await type(owner, { Why: 'Our lawyers read it otherwise', Until: '2099-01-01T00:00' });
  };
  await answerDialog(owner, 'recording an override', fill, 'Override it');
  await owner.getByRole('cell', { name: 'Our lawyers read it otherwise' }).first().waitFor();

  await officer.goto('/compliance/profile?tab=overrides');
  await officer.getByRole('button', { name: 'Withdraw …' }).first().click();
  await answerDialog(officer, 'withdrawing an override', () => Promise.resolve(), 'Follow the rule again');
  await officer.getByText('None: every rule is followed').waitFor();
}
