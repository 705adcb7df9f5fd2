import type { Demo } from '../database/seeds/seed-demo.ts';
import type { Installation } from './installation.ts';
import type { Terminal } from './terminal.ts';

export interface DemoContext {
  readonly terminal: Terminal;
  readonly installation: Installation;
  readonly demo: Demo;
  /** Aborted when the launcher is to stop. */
  readonly signal: AbortSignal;
}

/** Tells where the demonstration can be looked at. */
export async function runDemo({ terminal, installation, demo }: DemoContext): Promise<void> {
  terminal.say(`Demo campaign: ${installation.apiUrl}/api/v1/campaigns/${demo.campaignId}`);
}
