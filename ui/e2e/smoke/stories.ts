import type { Hand } from './hand.ts';
import { button, choice, expectSeen as sees, field, heading, link, part, put, tab, words } from './words.ts';

export interface Visit {
  hand: Hand;
  url: string;
  email: string;
  password: string;
  /** A CSV file with people whom the demo carrier knows, and one row that cannot be used on line 5. */
  file: string;
  /** New for each browser: both work in one tenant. */
  campaign: string;
}

export async function signsIn({ hand, url, email, password }: Visit): Promise<void> {
  await hand.open(url);
  await sees(hand, heading('Ringfence'));
  await hand.type(field('E-mail'), email);
  await hand.type(field('Password'), password);
  await hand.click(button('Sign in'));
  await sees(hand, heading('Today'));
  await sees(hand, words('Live'));
}

/** A manager brings a list, sees its faults, starts a campaign, watches a call and pauses. */
export async function manages({ hand, url, file, campaign }: Visit): Promise<void> {
  await hand.open(`${url}/campaigns/new`);
  await sees(hand, heading('New campaign'));
  await hand.give("//input[@type='file']", file);
  await sees(hand, part('Columns'));
  await sees(hand, words('Line 5'));
  await put(hand, field('What these people agreed to'), 'automated-voice');
  await put(hand, field('When'), '2026-06-01');
  await hand.click(button('Import and go on'));
  await hand.click(choice('Sales'));
  await hand.click(button('Go on'));
  await sees(hand, words('In words: all lawful hours'));
  await hand.click(button('Go on'));
  await hand.click(button('Start: call 3 leads'));
  await sees(hand, heading(campaign));
  await sees(hand, words('talking'), 120_000);
  await hand.click(button('Pause'));
  await sees(hand, button('Resume'));
  await hand.open(`${url}/calls`);
  await hand.click("//main//a[contains(@href, '/calls/')]");
  await sees(hand, part('Conversation'));
  await sees(hand, words('Agent'), 120_000);
}

/** A compliance officer asks about a number, records an opt-out and watches its receipt. */
export async function guards({ hand, url }: Visit, number: string): Promise<void> {
  await hand.open(`${url}/compliance`);
  await hand.type(field('Telephone number'), number);
  await hand.click(button('Search'));
  await sees(hand, part('Who looked'));
  await hand.click(link('May we call it?'));
  await sees(hand, part('What each rule says'));
  await hand.click(link('All about this number'));
  await hand.click(button('Record an opt-out'));
  await hand.type(field('Why, in your words'), 'Asked in a letter');
  await hand.click(button('Stop calling this number'));
  await sees(hand, words('Proven: every place was seen to be done'), 120_000);
}

/** An owner of agents changes how an agent behaves, and talks to it by text where the browser has WebRTC. */
export async function ownsAgents({ hand, url, campaign }: Visit): Promise<void> {
  await hand.open(`${url}/agents`);
  await hand.click(link('Support'));
  await sees(hand, heading('Support'));
  await hand.click(tab('Behaviour'));
  await hand.type(field('Description'), `Helps after the ${campaign}`);
  await hand.click(button('Save'));
  await sees(hand, words('Saved as version'));
  // WebKitGTK is built without it; Safari has it.
  if ((await hand.ask('return typeof RTCPeerConnection')) !== 'function') return;
  await hand.open(`${url}/agents`);
  await hand.click(link('Talk to Sales'));
  await sees(hand, heading('Talk to Sales'));
  await hand.click(button('Start by text'));
  await sees(hand, words('Hello Alex, this is Ava'), 120_000);
  await hand.type(field('Say something by text'), 'What does it cost?\n');
  await sees(hand, words('answered in'), 120_000);
  await hand.click(button('Stop'));
  await sees(hand, words('ended'));
}

/** An engineer sees what runs, and goes from the campaign to its workflow. */
export async function runsIt({ hand, url, campaign }: Visit): Promise<void> {
  await hand.open(`${url}/system`);
  await sees(hand, words('Postgres'));
  await sees(hand, link('campaigns'));
  await hand.open(`${url}/campaigns`);
  await hand.click(link(campaign));
  await sees(hand, heading(campaign));
  await sees(hand, "//a[contains(normalize-space(.), 'Workflow')][contains(@href, '/namespaces/')]");
}
