import type { Command } from 'commander';
import { DncCheckResult, type RegistryList, RegistryLists } from '../../api/contract/dnc.ts';
import { connect, type Context } from '../context.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printTable } from '../printing.ts';
import { addImportCommands } from './dnc-imports.ts';
import { addVersionCommands } from './dnc-versions.ts';

const BASE = '/api/v1/dnc';

export function addDncCommands(program: Command, context: Context): void {
  const dnc = program.command('dnc').description('do-not-call registries and lists');
  addLists(dnc, context);
  addVersionCommands(dnc, context);
  addCheck(dnc, context);
  addImportCommands(dnc, context);
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
