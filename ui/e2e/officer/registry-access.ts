import { answerDialog, type Stage, type } from './stage.ts';

/** A registry is granted to another tenant, which takes it into use; then the access is ended. */
export async function grantAndEndAccess({ officer, stranger, strangersTenant }: Stage): Promise<void> {
  await officer.goto('/compliance/lists');
  await officer.getByRole('link', { name: 'United States, federal registry' }).click();
  await officer.getByRole('button', { name: 'Grant access …' }).click();
  const words = { Tenant: 'no-such-tenant', 'Their account with who keeps the list': 'SAN 1204', 'Area codes': '617' };
  await answerDialog(officer, 'granting a registry', () => type(officer, words), 'Grant it');
  await officer.getByRole('dialog').locator('[aria-invalid=true]').waitFor();
  await type(officer, { Tenant: strangersTenant });
  await officer.getByRole('button', { name: 'Grant it' }).click();
  await officer.getByText('Granted. It counts once they take it into use.').waitFor();

  await stranger.goto('/compliance/lists?tab=access');
  await stranger.getByRole('button', { name: 'Take into use' }).click();
  await stranger.getByText('in use', { exact: true }).waitFor();

  await officer.goto('/compliance/lists?tab=access');
  const row = officer.getByRole('row', { name: /granted by you/ }).filter({ hasText: 'in use' });
  await row.getByRole('button', { name: 'End …' }).click();
  await answerDialog(officer, 'ending an access', () => Promise.resolve(), 'End it');
  await officer
    .getByRole('row', { name: /granted by you.*ended/ })
    .first()
    .waitFor();
}
