import type { Browser, Page } from 'playwright-core';
import { expectAccessible, openBrowser, type Person, signIn } from '../browser.ts';
import { expectFocusWithin } from '../keyboard.ts';
import type { RunningSystem } from '../running-system.ts';
import { addEmptyTenant } from '../second-tenant.ts';

/** Who is there: the officer, the owner of the tenant, and the owner of another tenant that has nothing yet. */
export interface Stage {
  officer: Page;
  owner: Page;
  stranger: Page;
  strangersTenant: string;
}

export const OFFICER = { email: `officer.${Date.now()}@demo.example`, password: 'officer-password-1' };

/** Adds the officer as an owner does, and signs all three in. */
export async function setTheStage(system: RunningSystem, browser: Browser): Promise<Stage & { olga: Person }> {
  const { page: owner } = await openBrowser(browser, system.url);
  await signIn(owner, system);
  await addOfficer(owner);
  const nothing = await addEmptyTenant(system);
  const { page: stranger } = await openBrowser(browser, system.url);
  const olga = await openBrowser(browser, system.url);
  await Promise.all([signIn(stranger, nothing), signIn(olga.page, OFFICER)]);
  return { olga, officer: olga.page, owner, stranger, strangersTenant: nothing.slug };
}

async function addOfficer(owner: Page): Promise<void> {
  await owner.goto('/settings');
  await owner.getByRole('button', { name: 'Add a person' }).click();
  await owner.getByLabel('E-mail address').fill(OFFICER.email);
  await owner.getByLabel('Name').fill('Olga Officer');
  await dialogOf(owner).getByLabel('Role').click();
  await owner.getByRole('option', { name: 'Compliance' }).click();
  await owner.getByLabel('First password').fill(OFFICER.password);
  await owner.getByRole('button', { name: 'Add', exact: true }).click();
  await owner.getByText('can sign in now').waitFor();
}

/** The form or question in front of the page. */
export const dialogOf = (page: Page) => page.getByRole('dialog');

/** Looks at an open dialog with axe, sees that the keyboard is in it, and answers it. */
export async function answerDialog(page: Page, what: string, fill: () => Promise<void>, submit: string): Promise<void> {
  await dialogOf(page).waitFor();
  await expectFocusWithin(page);
  await fill();
  await expectAccessible(page, what);
  await dialogOf(page).getByRole('button', { name: submit, exact: true }).click();
}

/** Types into fields of the dialog, by their labels. */
export async function type(page: Page, words: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, text] of Object.entries(words)) {
    const field = dialogOf(page).getByLabel(label, { exact: true });
    // The label of what is required ends in a star.
    const starred = dialogOf(page).getByLabel(`${label} *`, { exact: true });
    await field.or(starred).fill(text);
  }
}
