import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../browser.ts';

/** A provider’s key is entered once, tried, and shown never again. */
export async function enterProviderKey(page: Page): Promise<void> {
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
}

/** A program’s key, which is shown once. */
export async function makeApiKey(page: Page): Promise<string> {
  await page.getByRole('tab', { name: 'API keys' }).click();
  await page.getByRole('button', { name: 'Make a key' }).click();
  await page.getByLabel('Name').fill('CRM');
  await page.getByRole('button', { name: 'Make the key' }).click();
  const key = await page.getByRole('dialog').locator('pre').innerText();
  expect(key).toMatch(/^rf_/);
  await page.getByRole('button', { name: 'I have it' }).click();
  await page.getByRole('cell', { name: /^CRM/ }).waitFor();
  expect(await page.content()).not.toContain(key);
  return key;
}
