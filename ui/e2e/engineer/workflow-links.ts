import { expect } from '@jest/globals';
import type { Locator, Page } from 'playwright-core';
import { eventually } from '../../../testing/eventually.ts';

/** The Temporal UI shows sealed words to whoever has not signed in to have them opened. */
export async function openWhatIsSealed(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  await page.goto('/temporal-codec');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password').fill(password);
  const opened = page.waitForResponse((response) => response.request().method() === 'POST');
  await page.getByRole('button', { name: 'Sign in' }).click();
  expect((await opened).ok()).toBe(true);
}

/**
 * From the page of a thing to its workflow in the Temporal UI with one click, and from there back to the same page.
 * @param words opened ones that the Temporal UI shows of it
 */
export async function followWorkflow(page: Page, kind: string, words?: RegExp): Promise<void> {
  const { pathname } = new URL(page.url());
  const title = await page.getByRole('heading', { level: 1 }).innerText();
  const popup = page.waitForEvent('popup');
  await page.getByRole('link', { name: 'Workflow' }).click();
  const temporal = await popup;
  temporal.setDefaultTimeout(60_000);
  await temporal
    .getByText(`${kind}:${pathname.split('/').at(-1)}`)
    .first()
    .waitFor();
  if (words !== undefined) await temporal.getByText(words).first().waitFor();
  await temporal.getByText('User Metadata', { exact: true }).first().click();
  const link = await linkBack(temporal);
  const [back] = await Promise.all([temporal.waitForEvent('popup'), link.click()]);
  await back.getByRole('heading', { level: 1, name: title }).waitFor();
  expect(new URL(back.url()).pathname).toBe(pathname);
  await Promise.all([back.close(), temporal.close()]);
}

/** The workflow’s own words are Markdown, which the Temporal UI shows in a frame each. */
async function linkBack(temporal: Page): Promise<Locator> {
  const find = async () => {
    for (const frame of temporal.frames()) {
      const link = frame.getByRole('link', { name: 'Open in Ringfence' });
      if ((await link.count()) > 0) return link.first();
    }
    throw new Error('no link back');
  };
  return eventually(find, 60_000);
}
