import type { Page } from 'playwright-core';
import { expectAccessible } from '../browser.ts';

const PLACES = [
  ['settings keys', 'Settings › API keys', /settings\?tab=keys/],
  ['litigators', 'Compliance › Lists › Litigators', /lists\?tab=litigators/],
  ['export ledger', 'Export the ledger', /ledger\?tab=exports/],
  ['212 555 0199', 'May we call this number?', /ask\?phone=/],
  ['add number', 'Add a number to the do-not-call list', /record=yes/],
] as const;

/** Goes there by the palette alone. */
export async function toPlace(page: Page, typed: string, label: string): Promise<void> {
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

/** Opens and leaves the palette, then reaches tabs, doings and a typed number by it. */
export async function reachAnything(page: Page): Promise<void> {
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
  for (const [typed, label, address] of PLACES) {
    await toPlace(page, typed, label);
    await page.waitForURL(address);
  }
  await page.getByRole('dialog', { name: 'Record an opt-out' }).waitFor();
  await page.keyboard.press('Escape');
}
