import { setTimeout as pause } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import type { PageMeter } from './page-meter.ts';

export const SCREENS = {
  dashboard: { path: '/', ready: 'ul li a' },
  campaigns: { path: '/campaigns', ready: '[role=table] [role=cell] a' },
  leads: { path: '/leads', ready: '[role=table] [role=cell] a' },
  calls: { path: '/calls', ready: '[role=table] [role=cell] a' },
} as const;
export type Screen = keyof typeof SCREENS;

/** Opens a screen as its address in the browser does, and waits until its own content is there and has been painted. */
export async function open(page: Page, screen: Screen): Promise<void> {
  const { path, ready } = SCREENS[screen];
  await page.goto(path);
  await page.locator(`main ${ready}`).first().waitFor();
  // Nothing that is painted later is larger than the content: a second lets the browser report it.
  await pause(1_000);
}

/** What a person does on a list: type into its filter, scroll a long way, open a row, come back. */
export async function walkList(page: Page, meter: PageMeter, screen: 'leads' | 'calls'): Promise<{ frames: number[] }> {
  await open(page, screen);
  if (screen === 'leads') {
    const filter = page.getByRole('search').getByRole('textbox').first();
    await filter.click();
    await page.keyboard.type('maria san', { delay: 90 });
    await page.getByText('100 so far').waitFor();
    await filter.fill('');
  } else {
    await page.getByRole('search').getByRole('combobox').first().click();
    await page.getByRole('option').nth(1).click();
    await pause(500);
    await page.goBack();
  }
  await page.locator(`main ${SCREENS[screen].ready}`).first().waitFor();
  await page.mouse.move(700, 500);
  const frames = await meter.framesWhile(async () => {
    for (let i = 0; i < 60; i += 1) {
      await page.mouse.wheel(0, 600);
      await pause(60);
    }
  });
  for (let i = 0; i < 5; i += 1) {
    await page.keyboard.press('PageDown');
    await pause(100);
  }
  await openARow(page, screen);
  return { frames };
}

async function openARow(page: Page, screen: 'leads' | 'calls'): Promise<void> {
  const list = new RegExp(`/${screen}(\\?|$)`);
  // What is above the window is there for the reader of the screen, and not to be clicked.
  const rows = page.locator('main [role=cell] a');
  const middle = rows.nth(Math.floor((await rows.count()) / 2));
  await middle.click();
  await page.waitForURL(new RegExp(`/${screen}/[0-9a-f-]{36}`));
  await page.getByRole('heading', { level: 2 }).first().waitFor();
  await page.goBack();
  await page.waitForURL(list);
  await rows.first().waitFor();
}

/** A campaign that runs: its tabs, one after the other, and the navigation of the app. */
export async function walkCampaign(page: Page): Promise<void> {
  await open(page, 'campaigns');
  await page.locator('main [role=cell] a').first().click();
  for (const tab of ['Settings', 'Activity', 'Where and when', 'Now']) {
    await page.getByRole('tab', { name: tab }).click();
    await pause(400);
  }
  for (const place of ['Dashboard', 'Calls', 'Leads', 'Campaigns']) {
    await page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: place }).click();
    await pause(600);
  }
  await page.keyboard.press('Control+k');
  await page.keyboard.type('autumn', { delay: 80 });
  await pause(500);
  await page.keyboard.press('Escape');
}
