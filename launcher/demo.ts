import { Campaign, type CampaignProgress, CommandAnswer } from '../api/contract/campaigns.ts';
import { CommandFailure } from '../cli/failure.ts';
import { type ApiClient, createClient } from '../cli/http/client.ts';
import { localProfileFile, readProfile } from '../cli/profile.ts';
import { clockReading } from '../cli/watch/local-time.ts';
import { watchCampaign } from '../cli/watch/watch-campaign.ts';
import type { Demo } from '../database/seeds/seed-demo.ts';
import { localTime } from '../numbering/local-time.ts';
import { zoneTable } from '../numbering/zones.ts';
import { bringInLeads, readLeftOut } from './demo/bring-in-leads.ts';
import { leftOutLines, promiseLines, resultLines } from './demo/result-lines.ts';
import { readResult } from './demo/result.ts';
import { isSettled } from './demo/settled.ts';
import { messageOf } from './error-details.ts';
import type { Installation } from './installation.ts';
import type { Terminal } from './terminal.ts';

export interface DemoContext {
  readonly terminal: Terminal;
  readonly installation: Installation;
  readonly demo: Demo;
  /** Aborted when the launcher is to stop. */
  readonly signal: AbortSignal;
}

const zones = zoneTable();

/**
 * Runs the demonstration as a user of the API would: imports the example file, starts the campaign, shows its progress
 * and its result. A later start goes on where the last one ended. What goes wrong here is said; the system stays up.
 */
export async function runDemo(context: DemoContext): Promise<void> {
  const { terminal, installation, signal } = context;
  try {
    const profile = readProfile(localProfileFile(installation.state.home));
    if (profile) await demonstrate(context, createClient(profile));
  } catch (error) {
    if (signal.aborted) return;
    const details = error instanceof CommandFailure ? error.details : [];
    terminal.say(['The demonstration stopped: ' + messageOf(error), ...details.map((line) => `  ${line}`)].join('\n'));
  }
}

async function demonstrate({ terminal, installation, demo, signal }: DemoContext, api: ApiClient): Promise<void> {
  const path = `/api/v1/campaigns/${demo.campaignId}`;
  const campaign = await api.get(path, Campaign);
  if (campaign.status === 'archived') return;
  if (campaign.status === 'draft') {
    await bringInLeads(api, demo.listId, terminal, signal);
    await terminal.step('Start of the demo campaign', () => api.post(`${path}/start`, CommandAnswer, { signal }));
  }
  const last = await watchCampaign(api, demo.campaignId, {
    output: process.stdout,
    json: false,
    signal,
    until: isSettled,
    more: (progress) => [clockLine(progress)],
  });
  if (!last || signal.aborted) return;
  await sayResult(terminal, api, demo);
  sayWhereToLook(terminal, installation, last);
}

async function sayResult(terminal: Terminal, api: ApiClient, demo: Demo): Promise<void> {
  const result = await readResult(api, demo.campaignId);
  const leftOut = await readLeftOut(api, demo.listId);
  terminal.say(['', ...resultLines(result)].join('\n'));
  if (result.promises.length > 0) terminal.say(promiseLines(result.promises).join('\n'));
  if (leftOut) terminal.say(['', ...leftOutLines(leftOut.imported, leftOut.rejected)].join('\n'));
}

function sayWhereToLook(terminal: Terminal, installation: Installation, progress: CampaignProgress): void {
  const ui = installation.temporalUiUrl;
  const lines = [
    '',
    clockLine(progress),
    'Demo voices and demo callees; nobody’s phone rang.',
    '',
    '  Every call, with transcript and latencies   npx ringfence calls list --campaign "Demo campaign"',
    '  Why a lead was called, or not               npx ringfence leads list --campaign "Demo campaign"',
    '  The same over HTTP                          ' + `${installation.apiUrl}/docs`,
    ...(ui ? [`  Workflows in the Temporal UI                ${ui}`] : []),
    '  Your own file                               npx ringfence import FILE.csv --list NAME',
    '  Stop                                        Ctrl-C',
  ];
  terminal.say(lines.join('\n'));
}

/** `at` is by the clock of the tenant. */
function clockLine({ at }: CampaignProgress): string {
  return `Demonstration clock: ${clockReading(localTime(Date.parse(at), 'America/New_York', zones))}`;
}
