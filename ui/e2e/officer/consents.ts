import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { expect } from '@jest/globals';
import { expectAccessible } from '../browser.ts';
import { openByKeyboard } from '../keyboard.ts';
import type { Known } from './erasure.ts';
import { answerDialog, dialogOf, type Stage, type } from './stage.ts';

const WORDS = 'Yes, an artificial voice may call me with offers until the day that I wrote here.';
const SCAN = { name: 'card.txt', mimeType: 'text/plain', buffer: Buffer.from('What stood on the card.') };

/** Writes down to what somebody agreed, shows it with its file, and revokes it: it stays on record. */
export async function recordAndRevokeConsent({ officer }: Stage, { name }: Known): Promise<void> {
  const where = `Card ${Date.now()} of the fair`;
  await officer.goto('/compliance/consents');
  await openByKeyboard(officer, officer.getByRole('button', { name: 'Add a consent' }));
  const fill = async () => {
    await dialogOf(officer).getByRole('combobox', { name: 'Whose' }).fill(name);
    await officer.getByRole('option', { name: new RegExp(`^${name}`) }).click();
    for (const scope of ['Calls that sell', 'An artificial voice'])
      await dialogOf(officer).getByRole('checkbox', { name: scope }).check();
    await dialogOf(officer).getByLabel('How it was given').selectOption('direct');
    await type(officer, { 'Where exactly': where, 'The words that the person agreed to': WORDS });
    await type(officer, { Given: '2026-11-01T10:00', Ends: '2099-01-01T10:00' });
  };
  await answerDialog(officer, 'adding a consent', fill, 'Record it');
  await officer.getByText('2 consents recorded').waitFor();

  const row = officer.getByRole('row').filter({ hasText: where }).filter({ hasText: 'An artificial voice' });
  await row.getByText('holds', { exact: true }).waitFor();
  await openByKeyboard(officer, row.getByRole('button', { name: 'Show' }));
  await dialogOf(officer).getByText(WORDS).waitFor();
  await dialogOf(officer).getByText(`direct ${where}`).waitFor();
  await dialogOf(officer).getByText(/2099/).first().waitFor();
  await dialogOf(officer).locator('input[type=file]').setInputFiles(SCAN);
  const hash = createHash('sha256').update(SCAN.buffer).digest('hex');
  await dialogOf(officer).getByText(`SHA-256 ${hash}`).waitFor();
  await expectAccessible(officer, 'the evidence of a consent');
  const download = officer.waitForEvent('download');
  await dialogOf(officer)
    .getByRole('button', { name: `Download ${SCAN.name}` })
    .click();
  expect(await readFile(await (await download).path())).toEqual(SCAN.buffer);
  await officer.keyboard.press('Escape');

  await openByKeyboard(officer, row.getByRole('button', { name: 'Revoke' }));
  const how = () => type(officer, { 'How the person revoked it': 'Said so on the telephone' });
  await answerDialog(officer, 'revoking a consent', how, 'Revoke');
  await row.getByText('revoked', { exact: true }).waitFor();
  await dialogOf(officer).waitFor({ state: 'hidden' });
  await row.getByRole('button', { name: 'Show' }).click();
  await dialogOf(officer)
    .getByText(/Said so on the telephone$/)
    .waitFor();
  // What it was said to be stays, and so does its file.
  await dialogOf(officer).getByText(`SHA-256 ${hash}`).waitFor();
  await officer.keyboard.press('Escape');
}
