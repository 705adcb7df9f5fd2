import { readFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import {
  Replay,
  ReplayedCallPage,
  type ReplayedCall,
  RuleChange,
  type RuleChangeEffect,
  RuleChangeEffectPage,
  RuleChangePage,
  RuleChangeRun,
} from '../../api/contract/compliance-changes.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';

const CHANGES = '/api/v1/compliance/changes';
const REPLAYS = '/api/v1/compliance/replays';
const POLL_MS = 300;
const ENDED = ['completed', 'cancelled', 'failed'];

export function addChangeCommands(program: Command, context: Context): void {
  const changes = program.command('changes').description('changes of law: draft, preview, approve');
  addDraft(changes, context);
  addPreview(changes, context);
  addApprove(changes, context);
  addList(changes, context);
  addReplay(program, context);
}

function addDraft(changes: Command, context: Context): void {
  addLeaf(changes, 'draft <file>', 'draft a change from a JSON file: title, reason, amendments, holidays, ends', [
    'changes draft emergency-ban.json',
  ]).action(async (file: string, { json }: JsonOption) => {
    const change = await connect(context).post(CHANGES, RuleChange, { body: readJson(file) });
    if (json) return printJson(context.stdout, change);
    tell(context, change);
  });
}

function addPreview(changes: Command, context: Context): void {
  addLeaf(changes, 'preview <change>', 'see what a draft would do to every waiting lead, by campaign and state', [
    'changes preview 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338',
  ]).action(async (id: string, { json }: JsonOption) => {
    const api = connect(context);
    const begun = await api.post(`${CHANGES}/${encodeURIComponent(id)}/preview`, RuleChangeRun);
    const run = await until(() => api.get(`${CHANGES}/runs/${begun.id}`, RuleChangeRun), begun, context.signal);
    const { items } = await api.get(`${CHANGES}/runs/${run.id}/effects`, RuleChangeEffectPage, { limit: 200 });
    if (json) return printJson(context.stdout, { run, effects: items });
    const { looked, found, error } = run;
    const figures = `${found.later} later, ${found.earlier} earlier, ${found.held} held, ${found.blocked} blocked, ${found.callable} callable again, ${found.same} as before`;
    printLines(context.stdout, [`${run.status}: ${looked} leads: ${figures}`, ...(error ? [error] : []), '']);
    const moving = items.filter(({ examples }) => examples.length > 0);
    const number = (title: string, value: (row: RuleChangeEffect) => number) => ({
      title,
      value,
      align: 'right' as const,
    });
    const columns = [
      { title: 'Campaign', value: (row: RuleChangeEffect) => row.campaignName ?? row.campaignId },
      { title: 'Where', value: (row: RuleChangeEffect) => row.place },
      number('Later', (row) => row.later),
      number('Earlier', (row) => row.earlier),
      number('Held', (row) => row.held),
      number('Blocked', (row) => row.blocked),
      number('Callable', (row) => row.callable),
      { title: 'For instance', value: (row: RuleChangeEffect) => exampleOf(row) },
    ];
    printTable(context.stdout, moving, columns, 'No lead would be called at another time.');
    if (run.status !== 'completed') throw new CommandFailure(EXIT.failure, error ?? 'The preview did not complete.');
  });
}

function exampleOf({ examples: [first] }: RuleChangeEffect): string {
  if (!first) return '';
  const at = (instant: string | null) => instant?.slice(0, 16).replace('T', ' ') ?? 'not at all';
  return `${first.leadId}: ${at(first.before)} -> ${at(first.after)} by ${first.rule ?? 'no rule'}`;
}

interface ApproveOptions extends JsonOption {
  readonly note?: string;
  readonly withoutPreview?: string;
}

function addApprove(changes: Command, context: Context): void {
  addLeaf(changes, 'approve <change>', 'put a previewed change in force from its dates, and re-plan waiting leads', [
    'changes approve 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338 --note "Read and agreed"',
  ])
    .option('--note <text>', 'kept with the decision')
    .option('--without-preview <reason>', 'why it cannot wait for a preview')
    .action(async (id: string, { note, withoutPreview, json }: ApproveOptions) => {
      const body = { note, withoutPreview };
      const change = await connect(context).post(`${CHANGES}/${encodeURIComponent(id)}/approve`, RuleChange, { body });
      if (json) return printJson(context.stdout, change);
      tell(context, change);
    });
}

function addList(changes: Command, context: Context): void {
  addLeaf(changes, 'list', 'changes of law, newest first', ['changes list --status draft'])
    .option('--status <status>', 'draft, approved, rejected, withdrawn or ended')
    .action(async ({ status, json }: JsonOption & { status?: string }) => {
      const { items } = await connect(context).get(CHANGES, RuleChangePage, { status, limit: 200 });
      if (json) return printJson(context.stdout, items);
      const columns = [
        { title: 'Created', value: (row: RuleChange) => row.createdAt.slice(0, 16).replace('T', ' ') },
        { title: 'Status', value: (row: RuleChange) => row.status },
        { title: 'From', value: (row: RuleChange) => row.firstDay ?? 'at once' },
        { title: 'Title', value: (row: RuleChange) => row.title },
        { title: 'Id', value: (row: RuleChange) => row.id },
      ];
      printTable(context.stdout, items, columns, 'No changes. `ringfence changes draft FILE` brings one.');
    });
}

interface ReplayOptions extends JsonOption {
  readonly zone?: string;
  readonly change?: string[];
  readonly rulesAt?: string;
}

function addReplay(program: Command, context: Context): void {
  addLeaf(program, 'replay <day>', 'which calls of a past day would not have been made under today’s or other rules', [
    'replay 2026-11-20 --zone America/New_York',
    'replay 2026-11-20 --change 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338',
  ])
    .option('--zone <zone>', 'by whose clock the day is; left out: UTC')
    .option('--change <id...>', 'changes asked as if they had been in force, drafts too')
    .option('--rules-at <instant>', 'the moment whose law is asked; left out: now')
    .action(async (day: string, { zone, change, rulesAt, json }: ReplayOptions) => {
      const api = connect(context);
      const begun = await api.post(REPLAYS, Replay, { body: { day, zone, changes: change, rulesAt } });
      const replay = await until(() => api.get(`${REPLAYS}/${begun.id}`, Replay), begun, context.signal);
      const { items } = await api.get(`${REPLAYS}/${replay.id}/calls`, ReplayedCallPage, { limit: 200 });
      if (json) return printJson(context.stdout, { replay, calls: items });
      const { made, notMade, unknown, total, status, error, notKept } = replay;
      printLines(context.stdout, [
        `${status}: ${total} calls: ${made} would have been made, ${notMade} would not, of ${unknown} nobody can say`,
        ...(error ? [error] : []),
        ...notKept.map((line) => `Not known: ${line}.`),
        '',
      ]);
      const columns = [
        { title: 'Dialled', value: (row: ReplayedCall) => row.dialledAt.slice(0, 19).replace('T', ' ') },
        { title: 'Answer', value: (row: ReplayedCall) => row.answer },
        { title: 'Because', value: (row: ReplayedCall) => row.reason },
        { title: 'Rule', value: (row: ReplayedCall) => row.rule },
        { title: 'Missing', value: (row: ReplayedCall) => row.missing.join(', ') },
        { title: 'Call', value: (row: ReplayedCall) => row.attemptId },
      ];
      printTable(context.stdout, items, columns, 'Every call would have been made.');
    });
}

function tell({ stdout }: Context, change: RuleChange): void {
  printLines(stdout, [
    ...fieldLines([
      ['change', change.id],
      ['title', change.title],
      ['status', change.status],
      ['from', change.firstDay ?? 'at once'],
    ]),
    ...change.problems.map(({ provision, message }) => `${provision}: ${message}`),
    ...(change.status === 'draft' ? [`Next: ringfence changes preview ${change.id}`] : []),
    ...(change.status === 'draft' && change.needsSecondPerson ? ['Somebody else approves it.'] : []),
  ]);
}

async function until<T extends { status: string }>(ask: () => Promise<T>, begun: T, signal?: AbortSignal): Promise<T> {
  let seen = begun;
  while (!ENDED.includes(seen.status)) {
    await pause(POLL_MS, undefined, signal ? { signal } : {});
    seen = await ask();
  }
  return seen;
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new CommandFailure(EXIT.usage, `${file} cannot be read as JSON: check its name and its content.`);
  }
}
