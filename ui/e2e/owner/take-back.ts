import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { problem } from '../within.ts';

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });
const RESTORE = '**/prompt-history/*/restore';

/** On an agent of five versions: what was discarded comes back under newer words, and one's own undo is nobody else's. */
export async function takeBackWhatWasDone(page: Page): Promise<void> {
  await discardGreeting(page);
  await restore(page, 4);
  await tab(page, 'Prompts').click();
  const prompt = page.getByLabel('Prompt', { exact: true });
  await prompt.fill('Typed since.');

  // The newest offer is refused and goes; by the keys it is the one before that is taken.
  await page.route(RESTORE, (route) => route.fulfill(problem(409, 'Not now', 'Try again later.')));
  await undoButton(page, 'Restored as version 6.').click();
  await page.getByText('It stands as it is. Try again later.').waitFor();
  await page.unroute(RESTORE);
  await page.keyboard.press('Control+z');
  await page.getByText('What you typed is back, and not saved.').waitFor();
  await page.getByText('2 changes not saved').waitFor();
  expect(await prompt.inputValue()).toBe('Typed since.');
  expect(await page.getByLabel('Greeting', { exact: true }).inputValue()).toBe('Typed before.');

  await restore(page, 5);
  await undoButton(page, 'Restored as version 7.').click();
  await page.getByText('Version 6 stands again, as version 8.').waitFor();
  await page.getByText(/ Version 8\.$/).waitFor();
  await page.getByText('2 changes not saved').waitFor();
  expect(await page.getByText(/Somebody saved version/).count()).toBe(0);
  await page.getByRole('button', { name: 'Discard' }).click();
}

async function discardGreeting(page: Page): Promise<void> {
  await tab(page, 'Prompts').click();
  await page.getByLabel('Greeting', { exact: true }).fill('Typed before.');
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.getByText('1 change discarded.').waitFor();
}

async function restore(page: Page, version: number): Promise<void> {
  await tab(page, 'History').click();
  await page.getByRole('button', { name: `Restore version ${version}` }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText(`Restored as version ${version + 2}.`).waitFor();
}

function undoButton(page: Page, done: string) {
  return page.getByRole('alert').filter({ hasText: done }).getByRole('button', { name: 'Undo' });
}

/** A dialog that was open when the page was loaded anew is open again, with what was typed in it. */
export async function reopenByReload(page: Page): Promise<void> {
  await page.goto('/settings?tab=team');
  await page.getByRole('button', { name: 'Add a person' }).click();
  const dialog = page.getByRole('dialog', { name: 'Add a person' });
  await dialog.getByLabel('Name').fill('Bo');
  await page.reload();
  await dialog.waitFor();
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Bo');
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
}
