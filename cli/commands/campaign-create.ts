import { readFile } from 'node:fs/promises';
import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { Campaign } from '../../api/contract/campaigns.ts';
import { type Weekday, WEEKDAYS } from '../../domain/time.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { find, list, type Noun } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printLines } from '../printing.ts';
import { AGENTS, LISTS, NUMBERS, TRUNKS } from '../nouns.ts';

interface Options extends JsonOption {
  readonly list?: string[];
  readonly agent?: string[];
  readonly trunk?: string;
  readonly callerId?: string[];
  readonly callsPerSecond?: number;
  readonly maxCalls?: number;
  readonly window?: { start: string; end: string };
  readonly days?: Weekday[];
  readonly from?: string;
}

export function addCampaignCreate(campaign: Command, context: Context): void {
  addLeaf(campaign, 'create <name>', 'make a draft; nothing is dialled before `campaign start`', [
    'campaign create "Spring offer" --list "Spring fair" --agent Sales',
    'campaign create "Spring offer" --list A --list B --agent Sales --agent Support --window 09:00-17:30 --days mon-fri',
    'campaign create "Spring offer" --from campaign.json',
  ])
    .option('--list <name...>', 'lists to call, by name or id')
    .option('--agent <name...>', 'agents that speak, by name or id; several share the calls equally')
    .option('--trunk <name>', 'the way out, by name or id')
    .option('--caller-id <number...>', 'own numbers to show, as E.164 or id')
    .option('--calls-per-second <n>', 'the fastest pace', positive)
    .option('--max-calls <n>', 'the most calls at once', positive)
    .option('--window <from-to>', 'hours by the clock of whoever is called, such as 09:00-17:30', windowOf)
    .option('--days <days>', 'such as mon-fri or mon,wed,sat', daysOf)
    .option('--from <file>', 'JSON with any fields of POST /api/v1/campaigns; options above win')
    .action(async (name: string, options: Options) => {
      const api = connect(context);
      const body = { ...(await fieldsOf(options.from)), ...(await chosen(api, options)), name };
      const made = await api.post('/api/v1/campaigns', Campaign, { body });
      if (options.json) return printJson(context.stdout, made);
      printLines(context.stdout, [
        `Made the campaign "${made.name}" as a draft (${made.id}).`,
        `Start it with: ringfence campaign start ${quoted(made.name)}`,
      ]);
    });
}

async function chosen(api: ApiClient, options: Options): Promise<Record<string, unknown>> {
  const ids = (noun: Noun<z.ZodType<{ id: string }>>, names: readonly string[] = []) =>
    Promise.all(names.map(async (name) => (await find(api, noun, name)).id));
  const agents = (await ids(AGENTS, options.agent)).map((agentId) => ({ agentId, share: 100 }));
  const [trunkId] = await ids(TRUNKS, options.trunk === undefined ? [] : [options.trunk]);
  const fields = {
    listIds: options.list && (await ids(LISTS, options.list)),
    agents: options.agent && agents,
    trunkId,
    callerIds: options.callerId && (await callerIds(api, options.callerId)),
    callsPerSecond: options.callsPerSecond,
    maxConcurrentCalls: options.maxCalls,
    callingWindow:
      (options.window || options.days) &&
      ({
        days: options.days ?? WEEKDAYS,
        ...(options.window ?? { start: '08:00', end: '21:00' }),
        zone: 'lead',
      } as const),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

async function callerIds(api: ApiClient, wanted: readonly string[]): Promise<string[]> {
  const own = await list(api, NUMBERS, {}, 10_000);
  return wanted.map((one) => {
    const found = own.find(({ id, number }) => id === one || number === one.replaceAll(/[^\d+]/g, ''));
    if (found) return found.id;
    // The number itself stays out of messages, even one's own.
    throw new CommandFailure(EXIT.notFound, 'One of the --caller-id values is not an own number.', [
      'See GET /api/v1/phone-numbers for those you have.',
    ]);
  });
}

async function fieldsOf(file: string | undefined): Promise<Record<string, unknown>> {
  if (file === undefined) return {};
  const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw new CommandFailure(EXIT.usage, `${file} cannot be read: ${error.code ?? error.message}.`);
  });
  try {
    return z.record(z.string(), z.unknown()).parse(JSON.parse(text));
  } catch {
    throw new CommandFailure(EXIT.usage, `${file} is not a JSON object with fields of a campaign.`);
  }
}

function positive(text: string): number {
  const value = Number(text);
  if (!Number.isFinite(value) || value <= 0) throw new InvalidArgumentError('It must be a number above 0.');
  return value;
}

function windowOf(text: string): { start: string; end: string } {
  const match = /^(\d{2}:\d{2})\s*-\s*(\d{2}:\d{2})$/.exec(text);
  if (!match?.[1] || !match[2]) throw new InvalidArgumentError('It must look like 09:00-17:30.');
  return { start: match[1], end: match[2] };
}

function daysOf(text: string): Weekday[] {
  const dayOf = (name: string) => {
    const index = WEEKDAYS.findIndex((day) => day === name.trim().toLowerCase());
    if (index < 0) throw new InvalidArgumentError(`Days are ${WEEKDAYS.join(', ')}.`);
    return index;
  };
  return text.split(',').flatMap((part) => {
    const [from = '', to = from] = part.split('-');
    const [first, last] = [dayOf(from), dayOf(to)];
    const count = ((last - first + 7) % 7) + 1;
    return Array.from({ length: count }, (_, n) => WEEKDAYS[(first + n) % 7] ?? 'mon');
  });
}

function quoted(name: string): string {
  return /^[\w-]+$/.test(name) ? name : JSON.stringify(name);
}
