import { setTimeout as pause } from 'node:timers/promises';
import { CampaignProgress } from '../../api/contract/campaigns.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { followEvents } from '../http/event-stream.ts';
import { createLiveBlock, type LiveBlock, type Output } from '../terminal/live-block.ts';
import { eventLine } from './event-line.ts';
import { progressLines } from './progress-lines.ts';

export interface Watching {
  readonly output: Output;
  /** One event a line, as JSON. */
  readonly json: boolean;
  readonly signal: AbortSignal;
  /** When to stop watching. Left out: when the campaign has ended. */
  readonly until?: (progress: CampaignProgress) => boolean;
  /** More lines below the campaign's own, drawn with each refresh. */
  readonly more?: (progress: CampaignProgress) => string[];
}

const REFRESH_MS = 1_000;
/** Without a terminal, the state is said again only now and then. */
const PLAIN_STATE_MS = 15_000;

/**
 * Shows a campaign while it runs: a block that is drawn again in place on a terminal, else one line an event and the
 * state now and then. Resolves with the last progress; lost connections come back and resume.
 */
export async function watchCampaign(api: ApiClient, id: string, watching: Watching): Promise<CampaignProgress | null> {
  const { output, json } = watching;
  const over = new AbortController();
  const signal = AbortSignal.any([watching.signal, over.signal]);
  const block = createLiveBlock(output);
  const showsEvents = json || !output.isTTY;
  const events = showsEvents ? printEvents(api, id, watching, signal, block) : Promise.resolve();
  // A refused stream must not be a rejection that nobody awaits while the state is still shown.
  events.catch(() => over.abort());
  try {
    return await showState(api, id, watching, signal, block);
  } finally {
    over.abort();
    block.end();
    await events;
  }
}

async function printEvents(
  api: ApiClient,
  id: string,
  { output, json }: Watching,
  signal: AbortSignal,
  block: LiveBlock,
): Promise<void> {
  const lost = () => (json ? undefined : block.say('The connection was lost; going on where it was.'));
  for await (const event of followEvents(api, `/api/v1/campaigns/${id}/events`, signal, lost)) {
    if (json) {
      output.write(`${JSON.stringify({ id: event.id, type: event.type, event: event.data })}\n`);
      continue;
    }
    const line = eventLine(event);
    if (line !== null) block.say(line);
  }
}

async function showState(
  api: ApiClient,
  id: string,
  { output, json, until = hasEnded, more }: Watching,
  signal: AbortSignal,
  block: LiveBlock,
): Promise<CampaignProgress | null> {
  let last: CampaignProgress | null = null;
  let saidAt = 0;
  while (!signal.aborted) {
    const progress = await readProgress(api, id);
    if (progress) {
      last = progress;
      const lines = [...progressLines(progress), ...(more?.(progress) ?? [])];
      block.show(lines);
      const ends = until(progress);
      if (!json && !output.isTTY && (ends || Date.now() - saidAt > PLAIN_STATE_MS)) {
        saidAt = Date.now();
        output.write(`${lines.join('\n')}\n`);
      }
      if (ends) return progress;
    } else {
      block.show([...(last ? progressLines(last) : []), 'The server does not answer at the moment; trying again.']);
    }
    await pause(REFRESH_MS, undefined, { signal }).catch(() => undefined);
  }
  return last;
}

/** Null while nobody answers: a server that restarts is waited for. */
async function readProgress(api: ApiClient, id: string): Promise<CampaignProgress | null> {
  try {
    return await api.get(`/api/v1/campaigns/${id}/progress`, CampaignProgress);
  } catch (error) {
    if (error instanceof CommandFailure && error.exitCode === EXIT.unreachable) return null;
    throw error;
  }
}

function hasEnded({ status }: CampaignProgress): boolean {
  return status === 'completed' || status === 'stopped' || status === 'archived';
}
