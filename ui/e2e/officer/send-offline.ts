import { dialogOf, type Stage, type } from './stage.ts';

/** What is sent without a network says so at once and is kept; sent again, it is done. */
export async function sendOffline({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/opt-outs?record=yes');
  const why = 'Wrote it on a card at the fair';
  await type(officer, { 'Telephone number': '+1 617 555 0166', 'Why, in your words': why });
  const send = dialogOf(officer).getByRole('button', { name: 'Stop calling this number' });
  await officer.context().setOffline(true);
  await send.click();
  await dialogOf(officer).getByText('The server cannot be reached').waitFor();
  await dialogOf(officer)
    .getByText(/What you typed is kept/)
    .waitFor();
  await officer.context().setOffline(false);
  await send.click();
  await officer.getByRole('heading', { level: 1, name: /^Opt-out of .*66$/ }).waitFor();
  await officer.getByText(why).waitFor();
}
