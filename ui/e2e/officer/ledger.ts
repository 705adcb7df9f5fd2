import { readFile } from 'node:fs/promises';
import type { Download, Page } from 'playwright-core';
import { expectAccessible } from '../browser.ts';
import { dialogOf, type Stage } from './stage.ts';

/** What was downloaded, to be chosen as a file. */
interface Kept {
  name: string;
  mimeType: string;
  buffer: Buffer;
}

/** A signed head, written down as one does now and then. */
export async function keepNewestHead({ officer }: Stage): Promise<Kept> {
  await officer.goto('/compliance/ledger?tab=heads');
  const kept = officer.waitForEvent('download');
  await officer.getByRole('button', { name: 'Keep the newest' }).click();
  return keep(await kept, 'ledger-head.json', 'application/json');
}

/** The ledger of today begins with all that the head of earlier was signed over; another head, or no head, is told apart. */
export async function checkAgainst({ officer }: Stage, head: Kept): Promise<void> {
  await officer.goto('/compliance/ledger?tab=heads');
  const panel = officer.getByRole('region', { name: 'A head that you kept' });
  const choose = (file: Kept) => panel.locator('input[type=file]').setInputFiles(file);
  const { size, root } = JSON.parse(head.buffer.toString());
  await choose(head);
  await panel.getByText('Nothing was changed or taken away').waitFor();
  await panel.getByText(new RegExp(`^All ${size} entr(y|ies) under it stand`)).waitFor();
  await expectAccessible(officer, 'a head that the ledger continues');

  const other = { size, root: root.replace(/^./, root.startsWith('0') ? '1' : '0') };
  await choose({ ...head, buffer: Buffer.from(JSON.stringify(other)) });
  await panel.getByText('This ledger does not continue that head').waitFor();
  await expectAccessible(officer, 'a head of another ledger');
  // More than there is: the end was taken away, or it is another’s.
  await choose({ ...head, buffer: Buffer.from(JSON.stringify({ size: size + 1_000_000, root })) });
  await panel.getByText(/or one of the 1,\d{3},\d{3} entries under it/).waitFor();
  await choose({ ...head, buffer: Buffer.from('{"size":') });
  await panel.getByText('That file is no head').waitFor();
}

/** An export is proven in the browser, with the head of earlier and without; one with a changed bit is not. */
export async function proveExport({ officer }: Stage, head: Kept): Promise<void> {
  await officer.goto('/compliance/ledger?tab=exports');
  await officer.getByRole('button', { name: 'Export', exact: true }).click();
  const download = officer.waitForEvent('download');
  await officer
    .getByRole('button', { name: /^Download/ })
    .first()
    .click({ timeout: 60_000 });
  const file = await keep(await download, 'ledger.zip', 'application/zip');

  await officer.goto('/compliance/verify');
  await verify(officer, file);
  await officer.getByText('Complete and unchanged').waitFor({ timeout: 60_000 });
  await officer.getByText(/^Not compared with a head/).waitFor();
  await expectAccessible(officer, 'a verified export');
  await officer.locator('input[type=file]').nth(1).setInputFiles(head);
  await verify(officer, file);
  await officer.getByText(/^Compared with the head from elsewhere/).waitFor({ timeout: 60_000 });

  const changed = Buffer.from(file.buffer);
  const middle = Math.floor(changed.length / 3);
  changed[middle] = (changed[middle] ?? 0) ^ 1;
  await verify(officer, { ...file, buffer: changed });
  await officer.getByText(/^Not proven/).waitFor({ timeout: 60_000 });
}

async function verify(officer: Page, file: Kept): Promise<void> {
  await officer.locator('input[type=file]').first().setInputFiles([]);
  await officer.locator('input[type=file]').first().setInputFiles(file);
  await officer.getByRole('button', { name: 'Verify' }).click();
}

/** The newest entry of an opt-out, with the hashes that lead to a signed head, counted in the browser. */
export async function openProof({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/ledger?kind=opt-out');
  const newest = officer.getByRole('link', { name: 'Opt-out', exact: true }).first();
  await newest.waitFor();
  // The list looks again by itself; what is not sealed yet has no proof to open.
  await officer.getByText('sealing', { exact: true }).first().waitFor({ state: 'hidden' });
  await newest.click();
  await dialogOf(officer).getByText('unchanged', { exact: true }).waitFor();
  await expectAccessible(officer, 'a proof');
}

async function keep(download: Download, name: string, mimeType: string): Promise<Kept> {
  return { name, mimeType, buffer: await readFile(await download.path()) };
}
