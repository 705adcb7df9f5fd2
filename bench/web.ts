/**
 * `npm run bench -- web [--leads 100000] [--calls 20000] [--rate 50] [--watch 120] [--rounds 2]`: the web app in a real
 * Chromium over a real system, while calls make so many events a second. Prints the largest contentful paint of four
 * screens (cold and warm cache), the latency of interactions, long tasks, and how the heap grows while somebody watches.
 */
import { loadavg } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import type { Browser, BrowserContext } from 'playwright-core';
import { buildWebApp, webAppFolder } from '../launcher/web-app.ts';
import { startEngineStand } from '../testing/stand/engine-stand.ts';
import { launchBrowser } from '../ui/e2e/launch-browser.ts';
import { quantile, round } from './engine/figures.ts';
import { seedLargeTenant } from './web/large-tenant.ts';
import { meterPage } from './web/page-meter.ts';
import { startSteadyEvents, type SteadyEvents } from './web/steady-events.ts';
import { open, type Screen, SCREENS, walkCampaign, walkList } from './web/walk.ts';

const { values } = parseArgs({
  options: {
    leads: { type: 'string', default: '100000' },
    calls: { type: 'string', default: '20000' },
    rate: { type: 'string', default: '50' },
    watch: { type: 'string', default: '120' },
    rounds: { type: 'string', default: '2' },
  },
  allowPositionals: true,
});
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(130));

const WINDOW = { width: 1440, height: 900 };
const figures: Record<string, unknown> = {};
const note = (more: Record<string, unknown>) => {
  Object.assign(figures, more);
  console.log(JSON.stringify(more));
};
const app = webAppFolder();
if (!app.isBuilt) await buildWebApp(app.path);
const stand = await startEngineStand({
  ...{ speed: 1, seed: 'web', api: true },
  worker: { UI_DIST: app.path, SIGN_IN_LIMIT_PER_MINUTE: '1000', RATE_LIMIT_PER_MINUTE: '100000' },
});
let browser: Browser | undefined;
let events: SteadyEvents | undefined;
try {
  const tenant = await seedLargeTenant(stand.database, stand.keyring, {
    leads: Number(values.leads),
    calls: Number(values.calls),
  });
  browser = await launchBrowser();
  const url = `http://127.0.0.1:${stand.environment['API_PORT']}`;
  const opened = browser;
  const newContext = async () => {
    const context = await opened.newContext({ viewport: WINDOW, baseURL: url, locale: 'en-US' });
    // A busy machine makes figures bad, not the run.
    context.setDefaultTimeout(60_000);
    return context;
  };
  events = startSteadyEvents(stand.database, tenant, Number(values.rate));
  await paints(newContext, tenant);
  await interactions(await newContext(), tenant);
  await watching(await newContext(), tenant);
  const { written, perSecond } = await events.stop();
  note({
    events: written,
    eventsPerSecond: round(perSecond),
    loadAverage: loadavg()
      .map((load) => round(load))
      .join(' '),
  });
} finally {
  await events?.stop();
  await browser?.close();
  await stand.stop();
}
console.table(figures);
process.exit(0);

/** By its cookie: a page that is opened afterwards finds the session. */
async function signIn(
  context: BrowserContext,
  { email, password }: { email: string; password: string },
): Promise<void> {
  const answer = await context.request.post('/api/v1/auth/sign-in', { data: { email, password } });
  if (!answer.ok()) throw new Error(`signing in was answered with ${answer.status()}`);
}

/** Each screen in a browser that has nothing of the app, then again with what it has kept. */
async function paints(
  newContext: () => Promise<BrowserContext>,
  tenant: { email: string; password: string },
): Promise<void> {
  for (const screen of Object.keys(SCREENS) as Screen[]) {
    const cold: number[] = [];
    const warm: number[] = [];
    let what = '';
    for (let round = 0; round < Number(values.rounds); round += 1) {
      const context = await newContext();
      await signIn(context, tenant);
      const page = await context.newPage();
      const meter = await meterPage(page);
      for (const kept of [cold, warm, warm]) {
        await open(page, screen);
        const paint = await meter.paint();
        kept.push(paint.ms);
        what = paint.what;
      }
      await context.close();
    }
    const worst = { cold: Math.round(quantile(cold, 1)), warm: Math.round(quantile(warm, 1)) };
    note({ [`paint of ${screen}`]: `cold ${worst.cold} ms, warm ${worst.warm} ms (${what.trim()})` });
  }
}

async function interactions(context: BrowserContext, tenant: { email: string; password: string }): Promise<void> {
  await signIn(context, tenant);
  const page = await context.newPage();
  const meter = await meterPage(page);
  const all: number[] = [];
  const long: number[] = [];
  const part = async (name: string, walk: () => Promise<{ frames: number[] } | void>) => {
    const mine: number[] = [];
    for (let i = 0; i < Number(values.rounds); i += 1) {
      const walked = await walk();
      mine.push(...(await meter.interactions()));
      long.push(...(await meter.longTasks()));
      if (walked) note({ [`frames while scrolling ${name}`]: spread(walked.frames) });
    }
    all.push(...mine);
    note({ [`interactions on ${name}`]: `${spread(mine)} of ${mine.length}` });
  };
  await part('leads', () => walkList(page, meter, 'leads'));
  await part('calls', () => walkList(page, meter, 'calls'));
  await part('campaigns', () => walkCampaign(page));
  note({ interactions: `${spread(all)} of ${all.length}`, longTasks: `${long.length}, ${spread(long)}` });
  await context.close();
}

/** Somebody leaves the calls open, then the dashboard, and watches. */
async function watching(context: BrowserContext, tenant: { email: string; password: string }): Promise<void> {
  await signIn(context, tenant);
  const page = await context.newPage();
  const meter = await meterPage(page);
  for (const screen of ['calls', 'dashboard'] as const) {
    await open(page, screen);
    await pause(5_000);
    await meter.longTasks();
    let asked = 0;
    const count = () => (asked += 1);
    page.on('request', count);
    const before = await meter.heap();
    const seconds = Number(values.watch) / 2;
    await pause(seconds * 1_000);
    const long = await meter.longTasks();
    page.off('request', count);
    const grown = (await meter.heap()) - before;
    note({
      [`watching ${screen}, ${seconds} s`]: `heap ${mb(before)} MB and ${mb(grown)} more, ${round(asked / seconds)} requests/s, ${long.length} long tasks, ${Math.round(long.reduce((sum, ms) => sum + ms, 0) / seconds)} ms of them a second`,
    });
  }
  await context.close();
}

function spread(ms: readonly number[]): string {
  if (ms.length === 0) return 'none';
  return `p50 ${Math.round(quantile(ms, 0.5))}, p75 ${Math.round(quantile(ms, 0.75))}, p98 ${Math.round(quantile(ms, 0.98))}, most ${Math.round(quantile(ms, 1))} ms`;
}

function mb(bytes: number): number {
  return round(bytes / 1_048_576);
}
