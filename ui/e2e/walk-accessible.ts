import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from './browser.ts';
import { goWithin, untilRead } from './within.ts';

/** A screen's address, or with the heading that it must have. */
type Screen = string | readonly [address: string, heading: string];

/** Opens each screen on every page, and asks that axe finds nothing and that nothing is wider than the page. */
export async function walkAccessible(pages: Readonly<Record<string, Page>>, screens: readonly Screen[]): Promise<void> {
  for (const screen of screens) {
    const [address, name] = typeof screen === 'string' ? [screen] : screen;
    await Promise.all(
      Object.entries(pages).map(async ([how, page]) => {
        await goWithin(page, address);
        await untilRead(page, name);
        await expectAccessible(page, `${address}, ${how}`);
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        expect({ address, how, overflow }).toEqual({ address, how, overflow: 0 });
      }),
    );
  }
}
