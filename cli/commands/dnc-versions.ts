import { basename } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import { RegistryLists, RegistryVersion, RegistryVersionPage } from '../../api/contract/dnc.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { openFile } from '../open-file.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';

const BASE = '/api/v1/dnc';
const POLL_MS = 500;
const NO_VERSION = 'none';

interface UploadOptions extends JsonOption {
  readonly list: string;
  readonly mode?: string;
  readonly asOf?: string;
  readonly areas?: string;
  readonly wait: boolean;
}

/** A registry's files: uploaded, looked at, decided about. */
export function addVersionCommands(dnc: Command, context: Context): void {
  addUpload(dnc, context);
  addVersions(dnc, context);
  addActivate(dnc, context);
  addDecision(dnc, context, 'reject', 'leave a doubtful version out of force');
  addDecision(dnc, context, 'cancel', 'stop reading a version’s file');
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

function addActivate(dnc: Command, context: Context): void {
  const id = '01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338';
  addLeaf(dnc, 'activate <version>', 'put a doubtful version in force', [
    `dnc activate ${id}`,
    `dnc activate ${id} --over 01a1fd10-2b7c-7c1d-9d0e-0f3f5a6b7c8d`,
  ])
    .option('--over <version>', 'the version in force that you saw it compared with, or none; left out: shows it')
    .action(async (version: string, { over, json }: JsonOption & { over?: string }) => {
      const api = connect(context);
      const path = `${BASE}/versions/${encodeURIComponent(version)}`;
      if (over === undefined) {
        tellVersion(context, await api.get(path, RegistryVersion), json);
        throw new CommandFailure(EXIT.failure, 'Nothing was decided: --over says which version you compared it with.');
      }
      const body = { over: over === NO_VERSION ? null : over };
      tellVersion(context, await api.post(`${path}/activate`, RegistryVersion, { body }), json);
    });
}

function addDecision(dnc: Command, context: Context, verb: 'reject' | 'cancel', about: string): void {
  addLeaf(dnc, `${verb} <version>`, about, [`dnc ${verb} 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338`]).action(
    async (id: string, { json }: JsonOption) => {
      const path = `${BASE}/versions/${encodeURIComponent(id)}/${verb}`;
      tellVersion(context, await connect(context).post(path, RegistryVersion), json);
    },
  );
}

function tellVersion({ stdout }: Context, version: RegistryVersion, json: boolean | undefined): void {
  if (json) return printJson(stdout, version);
  const { list, status, numbers, areas, lines, bad, validUntil, id, doubts, comparedWith, badLines } = version;
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
    ...doubts.map(doubtLine),
    ...(status === 'awaiting-approval'
      ? [`An officer decides: ringfence dnc activate ${id} --over ${comparedWith ?? NO_VERSION}, or reject.`]
      : []),
  ]);
}

function doubtLine({ kind, sentence, before, now, areas }: RegistryVersion['doubts'][number]): string {
  // Of other doubts these are lines or instants.
  const isOfNumbers = kind === 'overtaken' || kind === 'far-fewer-numbers';
  const sizes = isOfNumbers ? `; ${before} numbers before, ${now} now` : '';
  return `doubt: ${sentence}${sizes}${areas.length > 0 ? `; area codes ${areas.join(', ')}` : ''}`;
}

async function untilRead(api: ApiClient, begun: RegistryVersion, signal?: AbortSignal): Promise<RegistryVersion> {
  let version = begun;
  while (version.status === 'building') {
    await pause(POLL_MS, undefined, signal ? { signal } : {});
    version = await api.get(`${BASE}/versions/${begun.id}`, RegistryVersion);
  }
  return version;
}
