import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../browser.ts';

const GREETING = 'Good morning {{lead.firstName}}, this is Ava about the spring fair.';

/** On the settings of a campaign: words of its own, refused where they name what nothing fills, saved and found again. */
export async function giveWords(page: Page): Promise<void> {
  const panel = page.getByRole('region', { name: 'Words of this campaign' });
  const greeting = panel.getByLabel('Greeting');
  const change = panel.getByRole('button', { name: 'Change the words' });
  expect(await change.isDisabled()).toBe(true);
  await greeting.fill('Good morning {{lead.nickname}}');
  await change.click();
  await panel.locator('textarea[aria-invalid=true]').waitFor();
  await panel
    .getByText(/lead\.nickname/)
    .last()
    .waitFor();
  await expectAccessible(page, 'words that nothing fills');
  await greeting.fill(GREETING);
  await change.focus();
  await page.keyboard.press('Enter');
  await page.getByText('Changed. The next call says it.').waitFor();
  await page.reload();
  await greeting.waitFor();
  expect(await greeting.inputValue()).toBe(GREETING);
  expect(await change.isDisabled()).toBe(true);
}
