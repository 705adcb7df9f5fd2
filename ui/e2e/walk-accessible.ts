import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './browser.ts';

/** A screen's address, or with the heading that it must have. */
type Screen = string | readonly [address: string, heading: string];

/** Opens each screen on every page, and asks that axe finds nothing and that nothing is wider than the page. */
export async function walkAccessible(pages: Readonly<Record<string, Page>>, screens: readonly Screen[]): Promise<void> {
  for (const screen of screens) {
    const [address, name] = typeof screen === 'string' ? [screen] : screen;
    await Promise.all(
      Object.entries(pages).map(async ([how, page]) => {
        await goWithin(page, address);
        await page.getByRole('heading', { level: 1, ...(name === undefined ? {} : { name }) }).waitFor();
        await page.waitForFunction(hasRead);
        await expectAccessible(page, `${address}, ${how}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ address, how, overflow }).toEqual({ address, how, overflow: 0 });
      }),
    );
  }
}

const NO_SUCH_PAGE = 'There is no such page';

/** Within the app, so that neither it nor axe is loaded anew; by way of nowhere, so that nothing of the screen before counts. */
async function goWithin(page: Page, address: string): Promise<void> {
  await page.evaluate(() => history.pushState({}, '', '/nowhere'));
  await page.getByText(NO_SUCH_PAGE).waitFor();
  await page.evaluate((to) => history.pushState({}, '', to), address);
  await page.getByText(NO_SUCH_PAGE).waitFor({ state: 'hidden' });
}

function hasRead(): boolean {
  const waits = '[role=status]:is([aria-label^=Loading], [aria-label^=Searching], [aria-label^=Asking])';
  return document.querySelector(waits) === null;
}
