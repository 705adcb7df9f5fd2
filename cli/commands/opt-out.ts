import type { Command } from 'commander';
import type { z } from 'zod';
import { OptOutLink, OptOutReceipt, OptOutSummary } from '../../api/contract/opt-outs.ts';
import { connect, type Context } from '../context.ts';
import { list } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';
import { rowLimit } from './options.ts';

const PATH = '/api/v1/opt-outs';
const OPT_OUTS = { title: 'opt-out', path: PATH, item: OptOutSummary } as const;
type Receipt = z.infer<typeof OptOutReceipt>;
type Summary = z.infer<typeof OptOutSummary>;

export function addOptOutCommands(program: Command, context: Context): void {
  const optOut = program
    .command('opt-out')
    .description('people who do not want to be called, and the proof that they are not');

  addLeaf(optOut, 'add <phone>', 'record a refusal: in effect at once and everywhere', [
    'opt-out add "(617) 555-0142" --reason "Asked in a letter of 20 November"',
  ])
    .option('--reason <text>', 'why', '')
    .option('--evidence <text>', 'what supports it; kept sealed')
    .option('--country <code>', 'of a number in national form, such as US')
    .action(async (phone: string, options: JsonOption & { reason: string; evidence?: string; country?: string }) => {
      const { json, reason, evidence, country: defaultCountry } = options;
      const body = { phone, reason, evidence, defaultCountry };
      const receipt = await connect(context).post(PATH, OptOutReceipt, { body });
      if (json) return printJson(context.stdout, receipt);
      printLines(context.stdout, receiptLines(receipt));
    });

  addLeaf(optOut, 'show <id>', 'the receipt: each place, what was done and when', [
    'opt-out show 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338',
  ]).action(async (id: string, { json }: JsonOption) => {
    const receipt = await connect(context).get(`${PATH}/${encodeURIComponent(id)}`, OptOutReceipt);
    if (json) return printJson(context.stdout, receipt);
    printLines(context.stdout, receiptLines(receipt));
  });

  addLeaf(optOut, 'list', 'refusals, newest first', ['opt-out list', 'opt-out list --status open'])
    .option('--status <status>', 'open, proven or undone')
    .option('--phone <phone>', 'of this number')
    .option('--limit <n>', 'how many', rowLimit, 50)
    .action(async ({ json, limit, ...filters }: JsonOption & { limit: number; status?: string; phone?: string }) => {
      const found = await list(connect(context), OPT_OUTS, filters, limit);
      if (json) return printJson(context.stdout, found);
      const columns = [
        { title: 'Heard of', value: (row: Summary) => row.receivedAt },
        { title: 'Number', value: (row: Summary) => row.number },
        { title: 'By', value: (row: Summary) => row.source },
        { title: 'Status', value: (row: Summary) => row.status },
        { title: 'Id', value: (row: Summary) => row.id },
      ];
      printTable(context.stdout, found, columns, 'Nobody has refused calls.');
    });

  addLeaf(optOut, 'link <phone>', 'a link by which the holder of a number refuses further calls', [
    'opt-out link "(617) 555-0142" --days 180',
  ])
    .option('--days <n>', 'how long it works', Number, 180)
    .action(async (phone: string, { json, days }: JsonOption & { days: number }) => {
      const link = await connect(context).post(`${PATH}/links`, OptOutLink, {
        body: { phone, expiresInDays: days },
      });
      if (json) return printJson(context.stdout, link);
      printLines(context.stdout, [link.url, `Works until ${link.expiresAt}.`]);
    });
}

function receiptLines(receipt: Receipt): string[] {
  return [
    ...fieldLines([
      ['Number', receipt.number],
      ['By', receipt.source],
      ['Heard of', receipt.receivedAt],
      ['Status', receipt.status],
      ['In effect after', milliseconds(receipt.effectiveMs)],
      ['Slowest', receipt.slowest && `${receipt.slowest.place}, ${milliseconds(receipt.slowest.ms)}`],
      ['Carrier done after', milliseconds(receipt.carrierMs)],
      ['Id', receipt.id],
    ]),
    '',
    ...receipt.places.map(
      ({ label, state, found, doneMs }) =>
        `  ${state.padEnd(9)} ${label}: ${found} found, ${milliseconds(doneMs) ?? 'not done yet'}`,
    ),
    ...receipt.ledger.map(
      ({ kind, seq }) => `  ledger    ${kind}: ${seq === null ? 'sealed within seconds' : `entry ${seq}`}`,
    ),
  ];
}

function milliseconds(ms: number | null): string | null {
  return ms === null ? null : `${ms} ms`;
}
