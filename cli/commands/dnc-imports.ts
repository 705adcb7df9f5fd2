import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { DncImport, DncImportPage } from '../../api/contract/dnc.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { openFile } from '../open-file.ts';
import { printJson, printLines, printTable } from '../printing.ts';

const BASE = '/api/v1/dnc/imports';
const POLL_MS = 500;

interface ImportOptions extends JsonOption {
  readonly list: string;
  readonly campaign?: string;
  readonly reason?: string;
  readonly source?: string;
  readonly expires?: string;
  readonly wait: boolean;
}

/** Files of numbers for the tenant's own lists. */
export function addImportCommands(dnc: Command, context: Context): void {
  addLeaf(dnc, 'import <file>', 'read numbers into your internal list, a campaign’s, or that of litigators', [
    'dnc import refusals.csv --reason "From the old dialer"',
    'dnc import litigators.csv --list litigator --source "A service"',
  ])
    .option('--list <name>', 'internal, campaign or litigator', 'internal')
    .option('--campaign <id>', 'of the campaign’s list')
    .option('--reason <text>', 'kept with each entry')
    .option('--source <text>', 'where the numbers come from')
    .option('--expires <instant>', 'until when they are listed; left out: for good')
    .option('--no-wait', 'do not wait until it is read')
    .action(async (file: string, { list, campaign, reason, source, expires, wait, json }: ImportOptions) => {
      const api = connect(context);
      const begun = await api.post(BASE, DncImport, {
        query: { list, campaignId: campaign, reason, source, expiresAt: expires, fileName: basename(file) },
        raw: { type: 'text/csv', bytes: await openFile(file) },
        signal: context.signal,
      });
      const done = wait ? await untilImported(api, begun, context.signal) : begun;
      tellImport(context, done, json);
      if (done.status === 'failed') throw new CommandFailure(EXIT.failure, done.error ?? 'The file was not read.');
    });
  addLeaf(dnc, 'imports', 'files of numbers that were read into your own lists, newest first', ['dnc imports']).action(
    async ({ json }: JsonOption) => {
      const { items } = await connect(context).get(BASE, DncImportPage, { limit: 200 });
      if (json) return printJson(context.stdout, items);
      const columns = [
        { title: 'Created', value: (row: DncImport) => row.createdAt.slice(0, 16).replace('T', ' ') },
        { title: 'List', value: (row: DncImport) => row.list },
        { title: 'Status', value: (row: DncImport) => row.status },
        { title: 'Added', value: (row: DncImport) => row.added, align: 'right' as const },
        { title: 'Listed already', value: (row: DncImport) => row.alreadyListed, align: 'right' as const },
        { title: 'Bad lines', value: (row: DncImport) => row.bad, align: 'right' as const },
        { title: 'Id', value: (row: DncImport) => row.id },
      ];
      printTable(context.stdout, items, columns, 'No imports. `ringfence dnc import FILE` begins one.');
    },
  );
  addLeaf(dnc, 'cancel-import <import>', 'stop reading a file of numbers; those that were read stay listed', [
    'dnc cancel-import 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338',
  ]).action(async (id: string, { json }: JsonOption) => {
    const path = `${BASE}/${encodeURIComponent(id)}/cancel`;
    tellImport(context, await connect(context).post(path, DncImport), json);
  });
}

function tellImport({ stdout }: Context, done: DncImport, json: boolean | undefined): void {
  if (json) return printJson(stdout, done);
  const { id, status, lines, added, alreadyListed, bad, leadsEnded, callsHungUp, badLines, error } = done;
  printLines(stdout, [
    `${added} added, ${alreadyListed} listed already, ${bad} bad lines, ${leadsEnded} leads ended, ${callsHungUp} calls hung up`,
    `${status}: ${lines} lines read; import ${id}`,
    ...(error === null ? [] : [error]),
    ...badLines.slice(0, 20).map(({ line, sentence }) => `line ${line}: ${sentence}`),
  ]);
}

async function untilImported(api: ApiClient, begun: DncImport, signal?: AbortSignal): Promise<DncImport> {
  let current = begun;
  while (current.status === 'queued' || current.status === 'running') {
    await pause(POLL_MS, undefined, signal ? { signal } : {});
    current = await api.get(`${BASE}/${begun.id}`, DncImport);
  }
  return current;
}
