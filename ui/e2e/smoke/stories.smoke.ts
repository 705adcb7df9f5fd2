import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, jest, test } from '@jest/globals';
import { binaryOnPath } from '../../../launcher/servers/on-path.ts';
import { type RunningSystem, startSystem } from '../running-system.ts';
import { takeFirefox } from './firefox.ts';
import type { Hand } from './hand.ts';
import { guards, manages, ownsAgents, runsIt, signsIn, type Visit } from './stories.ts';
import { takeWebkit } from './webkit.ts';

// The stories of the four people, in short, in the browsers that npm does not bring: `npm run smoke`.
jest.setTimeout(300_000);

/** Callees of the demo carrier who talk; line 5 has no number. Other people for each browser. */
const people = (area: string) => {
  const rows = ['01', '03', '04'].map((end) => `Person ${end},${area}-555-01${end},`);
  return ['Name,Mobile Phone,State', ...rows, 'Nobody,12,TX'].join('\n');
};

const BROWSERS = [
  {
    name: 'Firefox',
    path: process.env['RINGFENCE_FIREFOX'] ?? binaryOnPath('firefox-esr') ?? binaryOnPath('firefox'),
    remedy: 'install Firefox (firefox-esr of Debian), or name one in RINGFENCE_FIREFOX',
    ...{ take: takeFirefox, area: '212', number: '617 555 0161' },
  },
  {
    name: 'WebKit',
    path: process.env['RINGFENCE_WEBKIT_DRIVER'] ?? binaryOnPath('WebKitWebDriver'),
    remedy: 'install webkit2gtk-driver and xvfb of Debian, or name a driver in RINGFENCE_WEBKIT_DRIVER',
    ...{ take: takeWebkit, area: '312', number: '617 555 0162' },
  },
];

let system: RunningSystem;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'smoke-'));
  system = await startSystem({ portBase: 22_800 });
}, 400_000);
afterAll(async () => {
  await system?.stop();
  await rm(folder, { recursive: true, force: true });
}, 60_000);

describe.each(BROWSERS)('$name', ({ path, remedy, take, area, number }) => {
  if (path === undefined) {
    test.todo(`is not on this machine: ${remedy}`);
    return;
  }
  let hand: Hand;
  let visit: Visit;
  beforeAll(async () => {
    hand = await take(path);
    const file = join(folder, `${area}_fair.csv`);
    await writeFile(file, people(area));
    visit = { hand, file, campaign: `${area} fair`, ...system };
  }, 200_000);
  afterAll(() => hand?.close(), 60_000);

  test('somebody signs in and the page is live', () => signsIn(visit));
  test('a manager brings a list, starts, watches and pauses', () => manages(visit));
  test('an officer asks, records an opt-out and sees it proven', () => guards(visit, number));
  test('an owner talks to an agent', () => ownsAgents(visit));
  test('an engineer sees what runs', async () => {
    await runsIt(visit);
    expect(await hand.ask('return Object.keys({ ...localStorage, ...sessionStorage }).join()')).not.toMatch(/token/i);
  });
});
