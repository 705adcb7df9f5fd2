import { expectAccessible } from '../browser.ts';
import { answerDialog, dialogOf, type Stage, type } from './stage.ts';

const TITLE = 'Louisiana: no sales calls during the emergency';

/** An emergency is a change: drafted by place and hour, seen beforehand, put into force; then a past day is asked under it. */
export async function enterEmergency(stage: Stage): Promise<void> {
  const { officer } = stage;
  await draft(stage);
  await officer.getByRole('heading', { level: 1, name: TITLE }).waitFor();
  await officer
    .getByText(/US-LA; postal codes 701, 70043 …; telemarketing calls · from 2026-11-01 18:00 until 2099-12-03 06:00/)
    .waitFor();
  await officer.getByRole('button', { name: 'Look', exact: true }).click();
  await officer.getByText(/looked at of \d+, completed/).waitFor({ timeout: 60_000 });
  await expectAccessible(officer, 'a difference');
  await officer.getByRole('button', { name: 'Approve …' }).click();
  await dialogOf(officer).getByRole('button', { name: 'Yes, put it into force' }).click();
  await officer.getByText('approved', { exact: true }).waitFor();
  const change = officer.url();
  await officer.goto('/compliance/rules?search=louisiana');
  await officer.getByText('No call at all').first().waitFor();

  await officer.goto(change);
  await askPastDay(stage);
}

async function draft({ officer }: Stage): Promise<void> {
  await officer.goto('/compliance/changes');
  await officer.getByRole('button', { name: 'Propose a change' }).click();
  const fill = async () => {
    await type(officer, {
      'In a line': TITLE,
      'Why, and where it is written': 'Proclamation 41 of the governor',
      Places: 'US-LA',
      'Postal codes there': '701, 70043',
      From: '2026-11-01T18:00',
      'No longer from': '2099-12-03T06:00',
    });
    await dialogOf(officer).getByLabel('Only calls that').click();
    await officer.getByRole('option', { name: 'sells something' }).click();
    await officer.keyboard.press('Escape');
  };
  await answerDialog(officer, 'proposing a change', fill, 'Save the draft');
}

async function askPastDay({ officer }: Stage): Promise<void> {
  await officer.getByRole('link', { name: 'Ask a past day under it' }).click();
  await dialogOf(officer)
    .getByText(new RegExp(`^${TITLE} \\(approved\\)`))
    .waitFor();
  await dialogOf(officer).getByRole('button', { name: 'Ask', exact: true }).click();
  await officer.getByRole('heading', { level: 1, name: /^The calls of / }).waitFor();
  await officer.getByText(/calls? asked of \d+, completed/).waitFor({ timeout: 60_000 });
  await expectAccessible(officer, 'a replay');
  await officer.getByRole('link', { name: '← Replays' }).click();
  await officer
    .getByRole('link', { name: /^\d{4}-\d\d-\d\d$/ })
    .first()
    .waitFor();
}
