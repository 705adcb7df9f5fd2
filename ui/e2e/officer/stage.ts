import type { Page } from 'playwright-core';
import { expectAccessible } from '../browser.ts';

/** Who is there: the officer, the owner of the tenant, and the owner of another tenant that has nothing yet. */
export interface Stage {
  officer: Page;
  owner: Page;
  stranger: Page;
  strangersTenant: string;
}

/** The form or question in front of the page. */
export const dialogOf = (page: Page) => page.getByRole('dialog');

/** Opens a dialog, looks at it with axe, and answers it. */
export async function answerDialog(page: Page, what: string, fill: () => Promise<void>, submit: string): Promise<void> {
  await dialogOf(page).waitFor();
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
