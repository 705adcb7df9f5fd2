import type { Command } from 'commander';
import { Litigator } from '../../api/contract/litigators.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import { list } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printLines, printTable } from '../printing.ts';
import { rowLimit } from './options.ts';

const PATH = '/api/v1/dnc/litigators';
const LITIGATORS = { title: 'litigator', path: PATH, item: Litigator } as const;
const AN_ID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function addLitigatorCommands(program: Command, context: Context): void {
  const litigators = program.command('litigators').description('people known to sue, who are not called');

  addLeaf(litigators, 'list', 'the list, newest first', ['litigators list', 'litigators list --phone "(617) 555-0142"'])
    .option('--phone <phone>', 'of this number')
    .option('--removed', 'also those taken off')
    .option('--limit <n>', 'how many', rowLimit, 50)
    .action(async ({ json, limit, ...filters }: JsonOption & { limit: number; phone?: string; removed?: boolean }) => {
      const found = await list(connect(context), LITIGATORS, filters, limit);
      if (json) return printJson(context.stdout, found);
      const columns = [
        { title: 'Since', value: (row: Litigator) => row.createdAt.slice(0, 10) },
        { title: 'Number', value: (row: Litigator) => row.number },
        { title: 'From', value: (row: Litigator) => row.source },
        { title: 'Until', value: (row: Litigator) => row.removedAt ?? row.expiresAt ?? 'for good' },
        { title: 'Id', value: (row: Litigator) => row.id },
      ];
      printTable(context.stdout, found, columns, 'Nobody is on the list of litigators.');
    });

  addLeaf(litigators, 'remove <phone-or-id>', 'take somebody off; refusals of the same number stay', [
    'litigators remove "(617) 555-0142" --reason "The suit was settled, see file 2026-17"',
  ])
    .requiredOption('--reason <text>', 'why, in ten characters or more; kept with the entry')
    .action(async (phoneOrId: string, { reason, json }: JsonOption & { reason: string }) => {
      const api = connect(context);
      const [entry] = AN_ID.test(phoneOrId)
        ? [{ id: phoneOrId }]
        : await list(api, LITIGATORS, { phone: phoneOrId }, 1);
      if (!entry) throw new CommandFailure(EXIT.notFound, 'This number is not on the list of litigators.');
      await api.open('DELETE', `${PATH}/${entry.id}`, { query: { reason } });
      if (json) return printJson(context.stdout, { id: entry.id });
      printLines(context.stdout, [`Taken off the list of litigators: ${entry.id}.`]);
    });
}
