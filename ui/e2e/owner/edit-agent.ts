import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { expectAccessible } from '../browser.ts';
import { toPlace } from './palette.ts';

const tab = (page: Page, name: string) => page.getByRole('tab', { name, exact: true });

/** Makes an agent, writes its prompt, finds the words after a reload, picks a voice and a model, and saves. */
export async function makeAgent(page: Page, agent: string): Promise<void> {
  await page.goto('/agents');
  await page.getByRole('button', { name: 'New agent' }).click();
  await page.getByLabel('Name').fill(agent);
  await expectAccessible(page, 'a new agent');
  await page.getByRole('button', { name: 'Make agent' }).click();
  await page.getByRole('heading', { level: 1, name: agent }).waitFor();
  await writePrompt(page);
  await pickVoice(page);
  await tab(page, 'Model').click();
  await page.getByRole('button', { name: 'Choose GPT-4.1 mini of OpenAI' }).click();
  await expectAccessible(page, 'models');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as version 2.').waitFor();
}

async function writePrompt(page: Page): Promise<void> {
  const prompt = page.getByLabel('Prompt', { exact: true });
  await prompt.fill('You offer garden work to ');
  await page.getByRole('button', { name: 'Insert a variable into: Prompt', exact: true }).click();
  await page.getByRole('menuitem', { name: /lead\.firstName/ }).click();
  expect(await prompt.inputValue()).toBe('You offer garden work to {{lead.firstName}}');
  await page.getByRole('menu').waitFor({ state: 'hidden' });
  await page
    .getByText(/^about \d+ tokens/)
    .first()
    .waitFor();
  await expectAccessible(page, 'prompts');

  await page.getByText('1 change not saved').waitFor();
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith('ringfence.draft.')));
  await page.reload();
  await page.getByText('1 change not saved').waitFor();
  expect(await prompt.inputValue()).toBe('You offer garden work to {{lead.firstName}}');
}

async function pickVoice(page: Page): Promise<void> {
  await tab(page, 'Voice').click();
  await page.getByText(/^1\d\d voices\./).waitFor();
  await page.getByRole('textbox', { name: 'Search voices' }).fill('scottish');
  await page.waitForURL(/voice=scottish/);
  await page.getByRole('button', { name: 'Choose AWB' }).click();
  await page.getByText('✓ Chosen').waitFor();
  await expectAccessible(page, 'voices');
  const sample = page.waitForResponse((response) => response.url().includes('/sample?'));
  await page.getByRole('button', { name: 'Hear AWB' }).click();
  expect((await sample).status()).toBe(200);

  // Back takes away what was chosen last, before it leaves the tab.
  await page.goBack();
  await page.getByText(/^1\d\d voices\./).waitFor();
  expect(new URL(page.url()).search).toBe('?tab=voice');
}

/** Who takes over when a provider fails, and when people are there, each found by the keyboard’s palette. */
export async function nameWhoTakesOver(page: Page): Promise<void> {
  await toPlace(page, 'agent fallbacks', 'This agent › Fallbacks');
  await page.getByRole('button', { name: 'Add another model' }).click();
  await expectAccessible(page, 'fallbacks');
  await toPlace(page, 'hours', 'This agent › Hours');
  await page.getByRole('switch', { name: 'This agent keeps business hours' }).click();
  await page.getByRole('group', { name: 'Opening hours by day' }).waitFor();
  await page.getByText('Nothing asks for them yet').waitFor();
  await expectAccessible(page, 'hours');
  await page.getByRole('button', { name: 'Discard' }).click();
}

/** Somebody saves the agent in sight first, with another description; then an earlier version is restored. */
export async function meetSomebodyFaster(page: Page): Promise<void> {
  const other = await page.context().newPage();
  await other.goto(`${new URL(page.url()).pathname}?tab=behaviour`);
  await tab(page, 'Behaviour').click();
  await page.getByLabel('Description').fill('Mine');
  await other.getByLabel('Description').fill('Theirs');
  await other.getByRole('button', { name: 'Save' }).click();
  await other.getByText('Saved as version 3.').waitFor();
  await other.close();

  await page.getByText(/Somebody saved version 3 while you were editing version 2/).waitFor();
  await page.getByText('You both changed 1 field').waitFor();
  await expectAccessible(page, 'a conflict');
  await page.getByRole('button', { name: 'Keep mine' }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByText('Saved as version 4.').waitFor();

  await tab(page, 'History').click();
  await page.getByRole('article', { name: 'Version 2' }).getByText('You offer garden work to').waitFor();
  await expectAccessible(page, 'history');
  await page.getByRole('button', { name: 'Restore version 3' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Restore' }).click();
  await page.getByText('Restored as version 5.').waitFor();
}
