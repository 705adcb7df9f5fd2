import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { goWithin, untilRead } from './within.ts';

/**
 * Opens each screen, and each again with the network cut: what was read is still there, a sign says so, and nothing waits
 * or breaks. `unread` was never opened: it says why it is empty. With the network back, it is read and all is live.
 */
export async function walkOffline(page: Page, addresses: readonly string[], unread: string): Promise<void> {
  const sign = page.getByText('This device is offline', { exact: true });
  const notRead = page.getByText('Not read yet', { exact: true });
  const before = new Map<string, string[]>();
  for (const address of addresses) {
    await goWithin(page, address);
    await untilRead(page);
    before.set(address, await wordsOf(page));
  }
  const bare: object[] = [];
  await page.context().setOffline(true);
  try {
    await sign.waitFor();
    for (const address of addresses) {
      await goWithin(page, address);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await sign.waitFor();
      const words = new Set(await wordsOf(page));
      const read = before.get(address) ?? [];
      const lost = read.filter((word) => !words.has(word));
      const troubles = await page
        .locator('#screen :is([role=alert], [aria-label^=Loading])')
        .or(notRead)
        .allInnerTexts();
      // Times and figures of a minute ago may be told otherwise by now.
      if (troubles.length > 0 || lost.length > read.length / 5) bare.push({ address, troubles, lost });
    }
    await goWithin(page, unread);
    await notRead.first().waitFor();
  } finally {
    await page.context().setOffline(false);
  }
  await sign.waitFor({ state: 'hidden' });
  await page.getByText('Live', { exact: true }).waitFor();
  await notRead.first().waitFor({ state: 'hidden' });
  await untilRead(page);
  expect(bare).toEqual([]);
}

/** The words that a person reads on the screen, without those of the sign. */
async function wordsOf(page: Page): Promise<string[]> {
  const text = await page.locator('#screen').innerText();
  return [...new Set(text.split(/\s+/).filter((word) => /\p{L}{3}/u.test(word)))];
}
