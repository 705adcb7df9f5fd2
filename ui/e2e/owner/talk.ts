import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';
import { eventually } from '../../../testing/eventually.ts';
import { expectAccessible, openBrowser, signIn } from '../browser.ts';
import { makerOf, signInToApi } from '../by-the-api.ts';
import type { RunningSystem } from '../running-system.ts';
import { launchSpeakingBrowser, LONG, SHORT, startRecogniser } from '../spoken-microphone.ts';

/** Talks by text, sees what is said and how long it took, and opens another session beside it. */
export async function talkByText(page: Page): Promise<void> {
  await page.goto('/agents');
  await page.getByRole('link', { name: 'Talk to Sales' }).click();
  await page.getByRole('heading', { level: 1, name: 'Talk to Sales' }).waitFor();
  await page.getByRole('button', { name: 'Start by text' }).click();
  const box = page.getByRole('textbox', { name: 'Say something by text' });
  const log = page.getByRole('log');
  await log.getByText(/Hello Alex, this is Ava/).waitFor({ timeout: 90_000 });
  await box.fill('What does it cost?');
  await box.press('Enter');
  await log
    .getByText(/answered in \d+ ms/)
    .first()
    .waitFor({ timeout: 60_000 });
  await expectAccessible(page, 'a conversation');
  await page.getByRole('button', { name: 'Another session' }).click();
  await page.getByRole('heading', { level: 2, name: 'Session 2' }).waitFor();
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('ended', { exact: true }).first().waitFor();
}

/** Talks by a microphone that says two sentences in turn, mutes it, and unmutes it. */
export async function talkByMicrophone(system: RunningSystem): Promise<void> {
  const speaking = await launchSpeakingBrowser();
  const recogniser = await startRecogniser(speaking.middleMs);
  const { page, complaints } = await openBrowser(speaking.browser, system.url);
  try {
    await signIn(page, system);
    const id = await makeListeningAgent(page, system, recogniser.url);
    await page.goto(`/agents/${id}/talk`);
    await page.getByRole('button', { name: 'Start with microphone' }).click();
    const log = page.getByRole('log');
    const said = (words: string) => log.locator('[data-speaker=callee]').filter({ hasText: words }).first();
    await said(SHORT).waitFor();
    await said(LONG).waitFor();
    await expectAccessible(page, 'a conversation by microphone');

    await page.getByRole('button', { name: 'Mute' }).click();
    await page.getByRole('button', { name: 'Unmute' }).waitFor();
    // What was said until now may be on its way; what comes after would have been heard within one round.
    await page.waitForTimeout(2_000);
    const before = recogniser.heard.length;
    await page.waitForTimeout(speaking.roundMs);
    expect(recogniser.heard.length).toBe(before);

    await page.getByRole('button', { name: 'Unmute' }).click();
    await eventually(() => expect(recogniser.heard.length).toBeGreaterThan(before), 30_000);
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.getByText('ended', { exact: true }).waitFor();
    expect(complaints).toEqual([]);
  } finally {
    await speaking.close();
    await recogniser.stop();
  }
}

/** An agent that hears by the recogniser at this address. */
async function makeListeningAgent(page: Page, system: RunningSystem, address: string): Promise<string> {
  const make = makerOf(page, await signInToApi(page, system));
  const { id } = await make('/api/v1/agents', {
    ...{ name: `Listener ${process.pid}`, greetingMessage: 'Hello.', sttProvider: 'assemblyai', status: 'active' },
    ...{ llmProvider: 'demo', llmModel: 'script', voiceProvider: 'demo', voiceId: 'rms' },
  });
  await make('/api/v1/provider-credentials', {
    ...{ provider: 'assemblyai', label: 'Stand-in', apiKey: 'not-a-real-key-5678', baseUrl: address, agentId: id },
  });
  return id;
}

/** An agent whose key is lacking says so instead of falling silent. */
export async function talkWithoutKey(page: Page, agent: string): Promise<void> {
  await page.goto(`/agents?search=${encodeURIComponent(agent)}`);
  await page.getByRole('link', { name: `Talk to ${agent}` }).click();
  await page.getByText('No key of openai is stored').waitFor();
  await page.getByRole('button', { name: 'Start by text' }).click();
  await page.getByText('The agent cannot talk').waitFor({ timeout: 90_000 });
  await page.getByText(/No key for openai/).waitFor();
}
