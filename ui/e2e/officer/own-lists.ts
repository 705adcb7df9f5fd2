import { expectAccessible } from '../browser.ts';
import { answerDialog, dialogOf, type Stage, type } from './stage.ts';

const NUMBER = '+1 617 555 0188';

/** Somebody known to sue is typed in and taken off again; the same number is on the list of one campaign alone. */
export async function addAndTakeOff({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/lists?tab=litigators');
  await officer.getByRole('button', { name: 'Add numbers' }).click();
  const words = { 'Numbers, one a line': `${NUMBER}\nnobody`, 'Where they come from': 'A lawyer' };
  await answerDialog(officer, 'adding litigators', () => type(officer, words), 'Never call these');
  await officer.getByText('completed', { exact: true }).waitFor({ timeout: 60_000 });
  await officer.getByRole('cell', { name: '2', exact: true }).waitFor();

  await officer.goto('/compliance/lists?tab=check');
  await officer.getByLabel('Numbers, one a line').fill(`${NUMBER}\n617 555 0189`);
  await officer.getByRole('button', { name: 'Check 2 numbers' }).click();
  await officer.getByRole('heading', { name: /^1 number of 2/ }).waitFor();
  await officer.getByRole('row', { name: /0188 on it Known litigators/ }).waitFor();
  await expectAccessible(officer, 'what the lists say of numbers');

  await officer.goto('/compliance/lists?tab=litigators');
  await officer.getByRole('button', { name: 'Take off' }).first().click();
  const why = () => type(officer, { Why: 'It is another person’s number' });
  await answerDialog(officer, 'taking a litigator off', why, 'Take off');
  await officer.getByText('Taken off. It may be called').waitFor();

  await officer.goto('/compliance/lists?tab=own');
  await officer.getByRole('combobox', { name: 'Whose list' }).click();
  await officer.getByRole('option').first().click();
  await officer.getByRole('button', { name: 'Add numbers' }).click();
  await type(officer, { 'Numbers, one a line': NUMBER });
  await officer.getByRole('button', { name: 'Never call these' }).click();
  await officer.getByText(/^For: The campaign’s list/).waitFor();
  await officer.getByText('completed', { exact: true }).waitFor({ timeout: 60_000 });
}

/** A file of litigators is read as a job that goes on without the page. */
export async function readLitigators({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/lists?tab=litigators');
  await officer.getByRole('button', { name: 'Add numbers' }).click();
  const file = { name: 'litigators.csv', mimeType: 'text/csv', buffer: Buffer.from('+16175550177\nnobody\n') };
  await dialogOf(officer).locator('input[type=file]').setInputFiles(file);
  await dialogOf(officer).getByLabel('Where they come from').fill('A service');
  await dialogOf(officer).getByRole('button', { name: 'Never call these' }).click();
  await officer.getByRole('heading', { level: 1, name: 'litigators.csv' }).waitFor();
  await officer.getByText('completed', { exact: true }).waitFor({ timeout: 60_000 });
  await expectAccessible(officer, 'an import of numbers');
}

/** What a reassigned-numbers database replied, line by line; a line without a day is not sent. */
export async function recordReassigned({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/lists?tab=reassigned');
  const lines = officer.getByLabel('Numbers, one a line');
  await lines.fill('+1 617 555 0190, 2026-01-05\n6175550191');
  await officer.getByText(/^Without a number or a day: line 2/).waitFor();
  await lines.fill('+1 617 555 0190, 2026-01-05\n6175550191, 2026-02-01, no');
  await officer.getByLabel('State of its data').fill('2026-11-01T08:00');
  await expectAccessible(officer, 'reassigned numbers');
  await officer.getByRole('button', { name: 'Record 2 answers' }).click();
  await officer.getByText('2 answers recorded').waitFor();
}
