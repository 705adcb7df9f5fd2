import { expectAccessible } from '../browser.ts';
import { screenOf } from './numbers.ts';
import { dialogOf, type Stage } from './stage.ts';

/** Of area 617: 60 numbers, and a line that is none. */
const LINES = [...Array.from({ length: 60 }, (_, line) => `617555${String(100 + line).padStart(4, '0')}`), 'none', ''];

/** A registry’s file comes into force by an officer’s yes, and then its numbers are refused. */
export async function bringRegistryIntoForce({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/lists');
  await officer.getByRole('link', { name: 'Upload a registry' }).first().click();
  const file = { name: 'federal-617.txt', mimeType: 'text/plain', buffer: Buffer.from(LINES.join('\n')) };
  await officer.locator('input[type=file]').setInputFiles(file);
  await officer.getByRole('button', { name: 'Upload' }).click();
  await officer.getByText('waits for an officer').waitFor({ timeout: 60_000 });
  await officer.getByRole('cell', { name: '61', exact: true }).waitFor();
  await expectAccessible(officer, 'a copy of a registry');
  await officer.getByRole('button', { name: 'Bring it into force …' }).click();
  await dialogOf(officer)
    .getByText(/^From the next dial on, 60 numbers/)
    .waitFor();
  await dialogOf(officer).getByRole('button', { name: 'Yes, bring it into force' }).click();
  await officer.getByText('in force', { exact: true }).waitFor();

  await officer.goto(screenOf('617 555 0101'));
  const lists = officer.getByRole('region', { name: 'Do-not-call lists' });
  await lists.getByText('on it', { exact: true }).waitFor();
}
