import { spawnSync } from 'node:child_process';
import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** What runs and what waits; and a request of a screen, taken to the terminal with a key of one’s own. */
export async function seeWhatRuns(page: Page, apiKey: string): Promise<void> {
  await page.goto('/system');
  await page.getByText('Postgres', { exact: true }).waitFor();
  await page.getByRole('link', { name: 'campaigns' }).first().waitFor();
  expect(await page.getByRole('link', { name: /Temporal UI/ }).getAttribute('href')).toContain('/namespaces/');
  await page.getByText(/of \d+ calls, \d+ %/).waitFor();
  await page
    .getByText(/version 1\.\d+\.\d+/)
    .first()
    .waitFor();
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page
    .getByRole('button', { name: /^Copy as curl: GET/ })
    .first()
    .click();
  const curl = await page.evaluate(() => navigator.clipboard.readText());
  expect(curl).toMatch(/^curl -s 'http:.*' \\\n {2}-H "Authorization: Bearer \$RINGFENCE_API_KEY"$/);
  // It works as it was copied.
  const run = spawnSync('sh', ['-c', `${curl} -o /dev/null -w '%{http_code}'`], {
    env: { ...process.env, RINGFENCE_API_KEY: apiKey },
  });
  expect(String(run.stdout)).toBe('200');
}
