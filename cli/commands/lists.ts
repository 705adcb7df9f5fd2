import type { Command } from 'commander';
import type { List } from '../../api/contract/lists.ts';
import { connect, type Context } from '../context.ts';
import { list, listWithArchived } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printTable } from '../printing.ts';
import { LISTS } from '../nouns.ts';

const MOST = 1000;

export function addListCommands(program: Command, context: Context): void {
  const lists = program.command('lists').description('the lists that imports fill');
  addLeaf(lists, 'list', 'all lists but archived ones', ['lists list', 'lists list --json', 'lists list --all'])
    .option('--all', 'archived ones too')
    .action(async (options: JsonOption & { all?: boolean }) => {
      const api = connect(context);
      const found = options.all ? await listWithArchived(api, LISTS, MOST) : await list(api, LISTS, {}, MOST);
      if (options.json) return printJson(context.stdout, found);
      const columns = [
        { title: 'Name', value: (row: List) => row.name, width: 50 },
        { title: 'Leads', value: (row: List) => row.leads, align: 'right' as const },
        { title: 'Country', value: (row: List) => row.defaultCountry },
        ...(options.all ? [{ title: 'Archived', value: (row: List) => row.archivedAt?.slice(0, 10) }] : []),
        { title: 'Id', value: (row: List) => row.id },
      ];
      printTable(context.stdout, found, columns, 'No lists. `ringfence import FILE --list NAME` makes one.');
    });
}
