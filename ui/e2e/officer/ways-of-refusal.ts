import { expect } from '@jest/globals';
import { expectAccessible } from '../browser.ts';
import { answerDialog, dialogOf, type Stage, type } from './stage.ts';

/** An inbox for messages that refuse calls is opened, its secret shown once, and closed. */
export async function openAndCloseInbox({ officer }: Stage): Promise<void> {
  const name = `stop-${Date.now()}@example.com`;
  await officer.goto('/compliance/opt-outs?tab=inboxes');
  await officer.getByRole('button', { name: 'Open an inbox' }).click();
  await answerDialog(officer, 'opening an inbox', () => type(officer, { Name: name }), 'Open it');
  await dialogOf(officer).getByText('Secret', { exact: true }).waitFor();
  await expectAccessible(officer, 'an inbox with its secret');
  await dialogOf(officer).getByRole('button', { name: 'I have both' }).click();
  await officer.getByRole('row', { name }).getByRole('button', { name: 'Close …' }).click();
  await answerDialog(officer, 'closing an inbox', () => Promise.resolve(), 'Close it');
  await officer.getByRole('row', { name }).waitFor({ state: 'detached' });
}

/** A link for a letter: its holder refuses by it without signing in. */
export async function makeLink({ officer }: Stage, phone: string): Promise<void> {
  await officer.goto('/compliance/opt-outs?tab=links');
  await officer.getByLabel('Telephone number').fill(phone);
  await officer.getByRole('button', { name: 'Make a link' }).click();
  await officer.getByText(/^Good until/).waitFor();
  await expectAccessible(officer, 'a link to refuse by');
  const link = (await officer.locator('#screen pre').innerText()).trim();
  expect(new URL(link).pathname).toMatch(/^\/o\//);
}
