import type { Command } from 'commander';
import type { List } from '../../api/contract/lists.ts';
import { connect, type Context } from '../context.ts';
import { list } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printTable } from '../printing.ts';
import { LISTS } from '../nouns.ts';

export function addListCommands(program: Command, context: Context): void {
  const lists = program.command('lists').description('the lists that imports fill');
  addLeaf(lists, 'list', 'all lists', ['lists list', 'lists list --json']).action(async (options: JsonOption) => {
    const found = await list(connect(context), LISTS, {}, 1000);
    if (options.json) return printJson(context.stdout, found);
    const columns = [
      { title: 'Name', value: (row: List) => row.name, width: 50 },
      { title: 'Leads', value: (row: List) => row.leads, align: 'right' as const },
      { title: 'Country', value: (row: List) => row.defaultCountry },
      { title: 'Id', value: (row: List) => row.id },
    ];
    printTable(context.stdout, found, columns, 'No lists. `ringfence import FILE --list NAME` makes one.');
  });
}
