import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { goWithin, problem } from './within.ts';

/** A read, by its address, and the screens that use it beside others. */
export type PartOfScreens = readonly [read: RegExp, screens: readonly string[]];

const SHOWN_MS = 15_000;
/** Something to work with, beside the notice. */
const REST = ':is(#screen, [role=dialog]) :is(section, form, table, input, [role=table], [role=search])';

/**
 * Lets one read fail while all others answer, and opens the screens that use it: the screen stands, says that a part is
 * lacking and why, and offers to try again, which mends it.
 */
export async function walkInPart(page: Page, parts: readonly PartOfScreens[]): Promise<void> {
  const silent: string[] = [];
  for (const [read, screens] of parts) {
    const fail = (route: Route) => route.fulfill(problem(400, 'It broke', 'The server says why.'));
    await page.route(read, fail);
    // Nothing that was read before may stand in.
    await page.goto('/nowhere');
    for (const address of screens) {
      await goWithin(page, address);
      const speaks = async () => {
        await page.getByRole('heading', { level: 1 }).waitFor({ timeout: SHOWN_MS });
        await page.getByText('It broke').last().waitFor({ timeout: SHOWN_MS });
        await page.getByRole('button', { name: 'Try again' }).last().waitFor({ timeout: SHOWN_MS });
        await page.locator(REST).first().waitFor({ state: 'attached', timeout: SHOWN_MS });
      };
      await speaks().catch(() => silent.push(`${address} without ${read.source}`));
    }
    await page.unroute(read, fail);
    if (silent.length > 0) break;
    for (let tries = 0; tries < 20; tries++) {
      if ((await page.getByText('It broke').count()) === 0) break;
      // The last is the one in front; it goes by itself where another has mended the same read.
      await page
        .getByRole('button', { name: 'Try again' })
        .last()
        .click({ timeout: 1_000 })
        .catch(() => undefined);
    }
    await page.getByText('It broke').first().waitFor({ state: 'hidden' });
  }
  expect(silent).toEqual([]);
}
