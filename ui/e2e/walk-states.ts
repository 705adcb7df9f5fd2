import { expect } from '@jest/globals';
import type { Page, Route } from 'playwright-core';
import { problem } from './within.ts';

const NEW = ':not([data-before])';
/** What can become of a screen's reads, and how it must say so. */
const TROUBLES = {
  refused: {
    answer: (route: Route) => route.fulfill(problem(403, 'Not for this role', 'Somebody else may.')),
    says: (page: Page) => page.locator(`#screen h2${NEW}`, { hasText: 'Not for your role' }),
  },
  failing: {
    answer: (route: Route) => route.fulfill(problem(400, 'It broke', 'The server says why.')),
    says: (page: Page) => page.locator(`#screen [role=alert]:not([data-part])${NEW}`, { hasText: 'It broke' }),
  },
  waiting: {
    answer: () => undefined,
    says: (page: Page) => page.locator(`#screen [role=status]${NEW}[aria-label^=Loading]`),
  },
} as const;
export const TROUBLE_NAMES = ['refused', 'failing', 'waiting'] as const satisfies (keyof typeof TROUBLES)[];

/** Who is signed in, and what is live, is known in every state. */
const KNOWN = /\/api\/v1\/(auth\/|events|setup$)/;
const SHOWN_MS = 10_000;

/** Opens each screen while every read is in trouble, and names those that do not say so. */
export async function walkInTrouble(
  page: Page,
  trouble: (typeof TROUBLE_NAMES)[number],
  addresses: readonly string[],
): Promise<void> {
  const { answer, says } = TROUBLES[trouble];
  const handle = (route: Route) => (KNOWN.test(route.request().url()) ? route.continue() : answer(route));
  await page.route('**/api/v1/**', handle);
  await page.goto('/system');
  const bare: string[] = [];
  for (const address of addresses) {
    // Within the app: the bundle is not loaded anew. What the screen before said is marked, and does not count.
    await page.evaluate((to) => {
      for (const one of document.querySelectorAll('#screen :is(h2, [role])')) one.setAttribute('data-before', '');
      history.pushState({}, '', to);
    }, address);
    const said = says(page).first().waitFor({ timeout: SHOWN_MS });
    await said.catch(() => bare.push(address));
  }
  await page.unroute('**/api/v1/**', handle);
  expect({ trouble, bare }).toEqual({ trouble, bare: [] });
}
