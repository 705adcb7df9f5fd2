import { expect } from '@jest/globals';
import { eventually } from '../../../testing/eventually.ts';
import { expectAccessible } from '../browser.ts';
import { makerOf, signInToApi } from '../by-the-api.ts';
import { screenOf } from './numbers.ts';
import { answerDialog, dialogOf, type Stage } from './stage.ts';

export interface Known {
  name: string;
  phone: string;
}

/** Imports somebody to be erased, who consented: of that a record is kept. */
export async function importLead(
  { owner }: Stage,
  { name, phone }: Known,
  of: { email: string; password: string },
): Promise<void> {
  const headers = await signInToApi(owner, of);
  const make = makerOf(owner, headers);
  const { id } = await make('/api/v1/lists', { name: `Erased ${Date.now()}` });
  const sent = await owner.request.post(`/api/v1/lists/${id}/imports?fileName=one.csv`, {
    headers: { ...headers, 'content-type': 'text/csv' },
    data: `first_name,last_name,phone\n${name.replace(' ', ',')},${phone}\n`,
  });
  const { id: importId } = await sent.json();
  const read = async (path: string) => (await owner.request.get(path, { headers })).json();
  await eventually(async () =>
    expect(await read(`/api/v1/imports/${importId}`)).toMatchObject({ status: 'completed' }),
  );
  const leads = await read(`/api/v1/leads?listId=${id}`);
  const given = { scopes: ['telemarketing'], source: 'paper', givenAt: '2026-11-01T00:00:00Z' };
  await make('/api/v1/consents', { leadId: leads.items[0].id, ...given });
}

/** Somebody is erased: what goes and stays is told in numbers, and the act is in the ledger. */
export async function eraseLead({ officer }: Stage, { name, phone }: Known): Promise<void> {
  await officer.goto(screenOf(phone));
  await officer.getByRole('region', { name: 'Who has it' }).getByRole('link', { name: 'Erase …' }).first().click();
  await officer.getByRole('heading', { name: 'What stays' }).waitFor();
  await officer.getByRole('button', { name: 'Delete this lead …' }).click();
  await answerDialog(officer, 'deleting a lead', () => Promise.resolve(), 'Delete for good');
  await officer
    .getByText(/16 CFR 310\.5.*telemarketing sales rule/)
    .first()
    .waitFor();
  await dialogOf(officer).getByRole('button', { name: 'Cancel' }).click();
  await officer.getByRole('button', { name: 'Erase who this is …' }).click();
  const erase = dialogOf(officer).getByRole('button', { name: 'Erase for good' });
  expect(await erase.isDisabled()).toBe(true);
  await dialogOf(officer)
    .getByLabel(/^Type .* to confirm/)
    .fill(name);
  await expectAccessible(officer, 'an erasure');
  await erase.click();
  await officer.getByRole('link', { name: /^entry #\d+, with its proof/ }).waitFor({ timeout: 30_000 });
  await expectAccessible(officer, 'an erasure that was done');
}
