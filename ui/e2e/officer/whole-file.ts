import { expect } from '@jest/globals';
import { expectAccessible } from '../browser.ts';
import type { Stage } from './stage.ts';

const FILE = ['name,phone,state', 'Ada,+1 617 555 0142,MA', 'Ben,617 555 0163,MA', 'Cy,12,MA', ''].join('\n');

/** A file of numbers is asked at once: how many may be called, why the others may not, number by number, as a file. */
export async function askWholeFile({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/ask');
  await officer.getByRole('link', { name: /^A whole file of numbers/ }).click();
  const file = { name: 'numbers.csv', mimeType: 'text/csv', buffer: Buffer.from(FILE) };
  await officer.locator('input[type=file]').setInputFiles(file);
  await officer.getByText('1 line without one: 4.').waitFor();
  await officer.getByRole('button', { name: 'Ask about 2 numbers' }).click();
  await officer.getByText('2 of 2 numbers answered.').waitFor();
  await officer.getByRole('row', { name: /0142 No / }).waitFor();
  await expectAccessible(officer, 'the answers to a file');
  const download = officer.waitForEvent('download');
  await officer.getByRole('button', { name: 'Download all' }).click();
  expect((await download).suggestedFilename()).toBe('may-we-call.csv');
}
