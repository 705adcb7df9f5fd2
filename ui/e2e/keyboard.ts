import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../testing/eventually.ts';

/** What is typed goes into the dialog in front, and Tab does not lead behind it. */
export async function expectFocusWithin(page: Page): Promise<void> {
  const within = () =>
    page.waitForFunction(() => Boolean(document.activeElement?.closest('[role=dialog]:not([aria-hidden=true])')));
  await within();
  await page.keyboard.press('Shift+Tab');
  await within();
}

/** Opens a dialog by the keyboard alone, leaves it by Escape, which leads back to where one was, and opens it again. */
export async function openByKeyboard(page: Page, opener: Locator): Promise<void> {
  const dialog = page.getByRole('dialog');
  // The one before takes a moment to go.
  await dialog.waitFor({ state: 'hidden' });
  await opener.focus();
  await page.keyboard.press('Enter');
  await dialog.waitFor();
  await expectFocusWithin(page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  await eventually(async () => expect(await opener.evaluate((one) => one === document.activeElement)).toBe(true));
  await page.keyboard.press('Enter');
  await dialog.waitFor();
}
