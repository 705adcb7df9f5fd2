import { openAsBlob } from 'node:fs';
import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import {
  DncCheckResult,
  DncImport,
  DncImportPage,
  type RegistryList,
  RegistryLists,
  RegistryVersion,
  RegistryVersionPage,
} from '../../api/contract/dnc.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';

const BASE = '/api/v1/dnc';
const POLL_MS = 500;

interface UploadOptions extends JsonOption {
  readonly list: string;
  readonly mode?: string;
  readonly asOf?: string;
  readonly areas?: string;
  readonly wait: boolean;
}

export function addDncCommands(program: Command, context: Context): void {
  const dnc = program.command('dnc').description('do-not-call registries and lists');
  addUpload(dnc, context);
  addLists(dnc, context);
  addVersions(dnc, context);
  addDecision(dnc, context, 'activate', 'put a doubtful version in force');
  addDecision(dnc, context, 'reject', 'leave a doubtful version out of force');
  addDecision(dnc, context, 'cancel', 'stop reading a version’s file');
  addCheck(dnc, context);
  addImport(dnc, context);
}

function addUpload(dnc: Command, context: Context): void {
  addLeaf(dnc, 'upload <file>', 'upload a registry: text with one number a line, plain, zipped or gzipped', [
    'dnc upload registry.zip --list us-federal',
    'dnc upload 212.txt --list us-federal --mode areas',
    'dnc upload changes.txt --list us-federal --mode changes --as-of 2026-11-20T06:00:00Z',
  ])
    .requiredOption('--list <name>', 'us-federal, ca-national, uk-tps, uk-ctps, or us-state:US-TX and so on')
    .option('--mode <mode>', 'full, areas (replaces the area codes in the file), or changes')
    .option('--as-of <instant>', 'when the file was obtained; left out: now')
    .option('--areas <codes>', 'bought area codes, such as 212,646, so that one without a number is held too')
    .option('--no-wait', 'do not wait until it is read')
    .action(async (file: string, { list, mode, asOf, areas, wait, json }: UploadOptions) => {
      const api = connect(context);
      const begun = await api.post(`${BASE}/registries/${encodeURIComponent(list)}/versions`, RegistryVersion, {
        query: { mode, asOf, boughtAreas: areas, fileName: basename(file) },
        raw: { type: 'application/octet-stream', bytes: await openFile(file) },
        signal: context.signal,
      });
      const version = wait ? await untilRead(api, begun, context.signal) : begun;
      tellVersion(context, version, json);
      if (version.status === 'failed')
        throw new CommandFailure(EXIT.failure, version.error ?? 'The file was not read.');
    });
}

function addLists(dnc: Command, context: Context): void {
  addLeaf(dnc, 'lists', 'the registries that you may ask, and how old they are', ['dnc lists']).action(
    async ({ json }: JsonOption) => {
      const { items } = await connect(context).get(`${BASE}/lists`, RegistryLists);
      if (json) return printJson(context.stdout, items);
      const columns = [
        { title: 'List', value: (row: RegistryList) => row.list },
        { title: 'Numbers', value: (row: RegistryList) => row.inForce?.numbers ?? null, align: 'right' as const },
        { title: 'Obtained', value: (row: RegistryList) => row.inForce?.asOf.slice(0, 10) ?? 'never' },
        { title: 'Days left', value: (row: RegistryList) => row.daysLeft, align: 'right' as const },
        { title: 'Access', value: (row: RegistryList) => accessOf(row) },
        { title: 'Id', value: (row: RegistryList) => row.id },
      ];
      printTable(context.stdout, items, columns, 'No registries. `ringfence dnc upload FILE --list NAME` brings one.');
    },
  );
}

function accessOf({ subscriptionId, own, boughtAreas }: RegistryList): string {
  if (subscriptionId === null) return 'none';
  return `${own ? 'own' : 'granted'}, ${boughtAreas === null ? 'all areas' : `${boughtAreas.length} areas`}`;
}

function addVersions(dnc: Command, context: Context): void {
  addLeaf(dnc, 'versions <list>', 'the versions of a registry, newest first, by name or id of the list', [
    'dnc versions us-federal',
  ]).action(async (name: string, { json }: JsonOption) => {
    const api = connect(context);
    const { items: lists } = await api.get(`${BASE}/lists`, RegistryLists);
    const list = lists.find((one) => one.id === name || one.list === name);
    if (!list) throw new CommandFailure(EXIT.notFound, `There is no registry called "${name}".`);
    const { items } = await api.get(`${BASE}/lists/${list.id}/versions`, RegistryVersionPage, { limit: 200 });
    if (json) return printJson(context.stdout, items);
    const columns = [
      { title: 'Created', value: (row: RegistryVersion) => row.createdAt.slice(0, 16).replace('T', ' ') },
      { title: 'Status', value: (row: RegistryVersion) => row.status },
      { title: 'Numbers', value: (row: RegistryVersion) => row.numbers, align: 'right' as const },
      { title: 'Bad lines', value: (row: RegistryVersion) => row.bad, align: 'right' as const },
      { title: 'Valid until', value: (row: RegistryVersion) => row.validUntil.slice(0, 10) },
      { title: 'Id', value: (row: RegistryVersion) => row.id },
    ];
    printTable(context.stdout, items, columns, 'No versions.');
  });
}

function addDecision(dnc: Command, context: Context, verb: 'activate' | 'reject' | 'cancel', about: string): void {
  addLeaf(dnc, `${verb} <version>`, about, [`dnc ${verb} 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338`]).action(
    async (id: string, { json }: JsonOption) => {
      const path = `${BASE}/versions/${encodeURIComponent(id)}/${verb}`;
      tellVersion(context, await connect(context).post(path, RegistryVersion), json);
    },
  );
}

function addCheck(dnc: Command, context: Context): void {
  addLeaf(dnc, 'check <phone...>', 'what every do-not-call list that you hold says about numbers', [
    'dnc check "(617) 555-0142"',
  ]).action(async (phones: string[], { json }: JsonOption) => {
    const { items } = await connect(context).post(`${BASE}/checks`, DncCheckResult, { body: { numbers: phones } });
    if (json) return printJson(context.stdout, items);
    const rows = items.flatMap(({ index, lists }) => lists.map((fact) => ({ phone: phones[index] ?? '', ...fact })));
    const columns = [
      { title: 'Number', value: (row: (typeof rows)[number]) => row.phone },
      { title: 'List', value: (row: (typeof rows)[number]) => row.list },
      { title: 'Says', value: (row: (typeof rows)[number]) => row.state },
      { title: 'Obtained', value: (row: (typeof rows)[number]) => row.asOf?.slice(0, 10) },
      { title: 'Valid until', value: (row: (typeof rows)[number]) => row.validUntil?.slice(0, 10) },
    ];
    printTable(context.stdout, rows, columns, 'No list speaks of these numbers.');
  });
}

interface ImportOptions extends JsonOption {
  readonly list: string;
  readonly campaign?: string;
  readonly reason?: string;
  readonly source?: string;
  readonly expires?: string;
  readonly wait: boolean;
}

function addImport(dnc: Command, context: Context): void {
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
      const begun = await api.post(`${BASE}/imports`, DncImport, {
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
      const { items } = await connect(context).get(`${BASE}/imports`, DncImportPage, { limit: 200 });
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
    const path = `${BASE}/imports/${encodeURIComponent(id)}/cancel`;
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
    current = await api.get(`${BASE}/imports/${begun.id}`, DncImport);
  }
  return current;
}

function tellVersion({ stdout }: Context, version: RegistryVersion, json: boolean | undefined): void {
  if (json) return printJson(stdout, version);
  const { list, status, numbers, areas, lines, bad, validUntil, id, doubts, badLines } = version;
  printLines(stdout, [
    ...fieldLines([
      ['list', list],
      ['version', id],
      ['status', status],
      ['numbers', `${numbers} in ${areas} area codes`],
      ['lines', `${lines}, ${bad} of them bad`],
      ['valid until', validUntil],
    ]),
    ...badLines.slice(0, 10).map(({ line, sentence }) => `line ${line}: ${sentence}`),
    ...doubts.map(({ sentence }) => `doubt: ${sentence}`),
    ...(status === 'awaiting-approval' ? [`An officer decides: ringfence dnc activate ${id}, or reject.`] : []),
  ]);
}

async function untilRead(api: ApiClient, begun: RegistryVersion, signal?: AbortSignal): Promise<RegistryVersion> {
  let version = begun;
  while (version.status === 'building') {
    await pause(POLL_MS, undefined, signal ? { signal } : {});
    version = await api.get(`${BASE}/versions/${begun.id}`, RegistryVersion);
  }
  return version;
}

async function openFile(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch {
    throw new CommandFailure(EXIT.usage, `${path} cannot be read: check its name and that you may read it.`);
  }
}
