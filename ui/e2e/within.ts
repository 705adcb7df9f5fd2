import type { Page } from 'playwright-core';

const NO_SUCH_PAGE = 'There is no such page';

/** Within the app, so that neither it nor axe is loaded anew; by way of nowhere, so that nothing of the screen before counts. */
export async function goWithin(page: Page, address: string): Promise<void> {
  await page.evaluate(() => history.pushState({}, '', '/nowhere'));
  await page.getByText(NO_SUCH_PAGE).waitFor();
  await page.evaluate((to) => history.pushState({}, '', to), address);
  await page.getByText(NO_SUCH_PAGE).waitFor({ state: 'hidden' });
}

/** Waits until the screen has its name and nothing on it is still being read. */
export async function untilRead(page: Page, name?: string): Promise<void> {
  await page.getByRole('heading', { level: 1, ...(name === undefined ? {} : { name }) }).waitFor();
  await page.waitForFunction(() => {
    const waits = '[role=status]:is([aria-label^=Loading], [aria-label^=Searching], [aria-label^=Asking])';
    return document.querySelector(waits) === null;
  });
}

/** What the API answers where it cannot do what it was asked. */
export function problem(status: number, title: string, detail: string) {
  const type = `urn:ringfence:problem:${status}`;
  return {
    status,
    contentType: 'application/problem+json',
    body: JSON.stringify({ type, title, status, detail, instance: 'urn:ringfence:request:1' }),
  };
}
