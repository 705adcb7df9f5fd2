import { expect } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { expectAccessible } from '../browser.ts';
import { dialogOf, type Stage } from './stage.ts';

export const screenOf = (number: string) => `/compliance?phone=${encodeURIComponent(number)}`;
export const askAbout = (number: string) => `/compliance/ask?phone=${encodeURIComponent(number)}`;

/** Searches a number, asks whether it may be called, and finds both on record. */
export async function searchAndAsk({ officer }: Stage, number: string): Promise<void> {
  await officer.goto('/compliance');
  await officer.getByLabel('Telephone number').fill('12');
  await officer.getByRole('button', { name: 'Search' }).click();
  await officer.locator('[aria-invalid=true]').waitFor();

  await officer.getByLabel('Telephone number').fill(number);
  await officer.keyboard.press('Enter');
  await officer.getByRole('heading', { name: 'Who looked' }).waitFor();
  await officer.waitForURL(/phone=/);
  await expectAccessible(officer, 'a number');

  await officer.getByRole('link', { name: 'May we call it?' }).click();
  await officer.getByRole('heading', { name: 'What each rule says' }).waitFor();
  await officer.getByText('Not legal advice').waitFor();
  await officer.getByRole('button', { name: /^Show also \d+ rules?/ }).click();
  await officer
    .getByText(/47 CFR/)
    .first()
    .waitFor();
  await expectAccessible(officer, 'an answer');

  await officer.getByRole('link', { name: 'All about this number' }).click();
  const looked = officer.getByRole('region', { name: 'Who looked' });
  await looked.getByText('searched the number').first().waitFor();
  await looked.getByText('asked whether it may be called').first().waitFor();
  await looked.getByText('Olga Officer').first().waitFor();
}

/** Records the refusal of the number in sight, watches its receipt fill, and is told that it is not called. */
export async function recordOptOut({ officer }: Stage, number: string): Promise<void> {
  await officer.getByRole('button', { name: 'Record an opt-out' }).click();
  expect(await dialogOf(officer).getByLabel('Telephone number').inputValue()).toBe(number);
  await dialogOf(officer).getByLabel('Why, in your words').fill('Asked in a letter of 20 November');
  await expectAccessible(officer, 'recording an opt-out');
  await dialogOf(officer).getByRole('button', { name: 'Stop calling this number' }).click();
  await officer.getByRole('heading', { level: 1, name: /^Opt-out of .*42$/ }).waitFor();
  await officer.getByText('Proven: every place was seen to be done').waitFor({ timeout: 60_000 });
  await officer
    .getByRole('link', { name: /^#\d+$/ })
    .nth(1)
    .waitFor({ timeout: 30_000 });
  await expectAccessible(officer, 'a receipt');

  await officer.goto(askAbout(number));
  await officer.getByRole('heading', { level: 2, name: 'No', exact: true }).waitFor();
  await officer.getByText('Because: on a do-not-call list.').waitFor();
}

/** A number is masked until somebody looks, and who looked is on record. */
export async function seeWholeNumber({ officer }: Stage, number: string): Promise<void> {
  await officer.goto(screenOf(number));
  await officer
    .getByRole('button', { name: /^Show the whole number/ })
    .first()
    .click();
  await officer.getByText(number).first().waitFor();
  const looked = officer.getByRole('region', { name: 'Who looked' });
  await eventually(async () => {
    await officer.reload();
    await looked.getByText('saw the whole number').first().waitFor({ timeout: 2_000 });
  });
}
