import { signIn } from '../browser.ts';
import { answerDialog, type Stage, type } from './stage.ts';

/** A program's key is made, shown once and revoked. */
export async function makeAndRevokeKey({ owner }: Stage): Promise<void> {
  const name = `CRM ${Date.now()}`;
  await owner.goto('/settings?tab=keys');
  await owner.getByRole('button', { name: 'Make a key' }).click();
  await answerDialog(owner, 'making a key', () => type(owner, { Name: name }), 'Make the key');
  await answerDialog(owner, 'a key that is shown once', () => Promise.resolve(), 'I have it');
  await owner.getByRole('button', { name: `Revoke ${name}` }).click();
  await answerDialog(owner, 'revoking a key', () => Promise.resolve(), 'Revoke');
  await owner.getByRole('row', { name }).waitFor({ state: 'detached' });
}

/** Somebody who lost a password gets a new one, is signed out by it, and chooses their own. */
export async function renewPassword({ officer, owner }: Stage, email: string): Promise<void> {
  const [told, own] = ['told-by-the-owner-1', 'chosen-by-myself-1'];
  await owner.goto('/settings');
  await owner
    .getByRole('row', { name: email })
    .getByRole('button', { name: /^A new password for/ })
    .click();
  await answerDialog(owner, 'a new password', () => type(owner, { 'New password': told }), 'Set it');
  await owner.getByText('signs in with the new password').waitFor();

  await officer.context().clearCookies();
  await signIn(officer, { email, password: told });
  await officer.goto('/settings?tab=appearance');
  await officer.getByLabel('Present password').fill(told);
  await officer.getByLabel(/^New password( \*)?$/).fill(own);
  await officer.getByLabel('New password again').fill(own);
  await officer.getByRole('button', { name: 'Change the password' }).click();
  await officer.getByRole('button', { name: 'Sign in' }).waitFor();
  await signIn(officer, { email, password: own });
}
