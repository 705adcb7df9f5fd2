import { writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Command } from 'commander';
import { Import } from '../../api/contract/imports.ts';
import { List } from '../../api/contract/lists.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { find } from '../http/find.ts';
import { readRejected } from '../importing/read-rejected.ts';
import { importLine, summaryLines } from '../importing/summary.ts';
import { waitForImport } from '../importing/wait-for-import.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { openFile } from '../open-file.ts';
import { printJson, printLines } from '../printing.ts';
import { createLiveBlock } from '../terminal/live-block.ts';
import { LISTS } from '../nouns.ts';

interface Options extends JsonOption {
  readonly list: string;
  readonly country?: string;
  readonly map?: string[];
  readonly delimiter?: string;
  readonly rejected?: string;
  readonly wait: boolean;
  readonly strict?: boolean;
}

export function addImportCommand(program: Command, context: Context): void {
  addLeaf(program, 'import <file>', 'read a CSV file into a list, which is made when there is none of that name', [
    'import people.csv --list "Spring fair"',
    'import people.csv --list "Spring fair" --country GB --rejected rejected.csv',
    'import people.csv --list "Spring fair" --map "Mobile no.=phone" --map "Notes=ignore"',
  ])
    .requiredOption('--list <name>', 'the list, by name or id')
    .option('--country <code>', 'of numbers in national form, for a list that is made now, such as US')
    .option('--map <column=meaning...>', 'what a column means, where the guess is wrong')
    .option('--delimiter <character>', 'between cells, where the guess is wrong')
    .option('--rejected <file>', 'write the rows that could not be used there, each with reason and remedy')
    .option('--no-wait', 'do not wait for the end')
    .option('--strict', 'fail when any row was rejected')
    .action(async (file: string, options: Options) => {
      const api = connect(context);
      const upload = await openFile(file);
      const list = await findOrMakeList(api, options);
      const begun = await api.post(`${LISTS.path}/${list.id}/imports`, Import, {
        query: { fileName: basename(file), mapping: mappingOf(options.map), delimiter: options.delimiter },
        raw: { type: 'text/csv', bytes: upload },
        signal: context.signal,
      });
      if (!options.wait) return tellBegun(context, options, begun);
      const block = createLiveBlock(context.stderr);
      const done = await waitForImport(api, begun.id, context.signal, (now) => block.show([importLine(now)]));
      block.end();
      await report(api, context, options, done);
    });
}

async function report(api: ApiClient, { stdout }: Context, options: Options, done: Import): Promise<void> {
  const rejected = done.rejected > 0 ? await readRejected(api, done.id) : undefined;
  if (options.rejected && rejected) await writeFile(options.rejected, rejected.csv);
  if (options.json) printJson(stdout, done);
  else printLines(stdout, summaryLines(done, rejected?.rows ?? [], options.rejected));
  if (done.status === 'failed') throw new CommandFailure(EXIT.failure, done.error ?? 'The import failed.');
  if (done.status === 'cancelled') throw new CommandFailure(EXIT.failure, 'The import was cancelled.');
  if (options.strict && done.rejected > 0) {
    throw new CommandFailure(EXIT.failure, `${done.rejected} rows were rejected, and --strict was given.`);
  }
}

function tellBegun({ stdout }: Context, { json }: JsonOption, begun: Import): void {
  if (json) printJson(stdout, begun);
  else printLines(stdout, [`Import ${begun.id} has begun; GET /api/v1/imports/${begun.id} tells how far it is.`]);
}

async function findOrMakeList(api: ApiClient, { list, country }: Options): Promise<List> {
  try {
    return await find(api, LISTS, list);
  } catch (error) {
    if (!(error instanceof CommandFailure) || error.exitCode !== EXIT.notFound) throw error;
    const body = { name: list, ...(country === undefined ? {} : { defaultCountry: country }) };
    return api.post(LISTS.path, List, { body });
  }
}

function mappingOf(pairs: readonly string[] | undefined): string | undefined {
  if (pairs === undefined) return undefined;
  const entries = pairs.map((pair) => {
    const cut = pair.lastIndexOf('=');
    if (cut < 1) throw new CommandFailure(EXIT.usage, `--map takes COLUMN=MEANING, not "${pair}".`);
    return [pair.slice(0, cut), pair.slice(cut + 1)] as const;
  });
  return JSON.stringify(Object.fromEntries(entries));
}
