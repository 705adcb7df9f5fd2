import type { Command } from 'commander';
import { LeadDetail, type LeadSummary } from '../../api/contract/leads.ts';
import { connect, type Context } from '../context.ts';
import { find, list } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';
import { labelOf } from '../watch/labels.ts';
import { localTime } from '../watch/local-time.ts';
import { rowLimit } from './options.ts';
import { CAMPAIGNS, LEADS, LISTS } from '../nouns.ts';
import { timelineLines } from './timeline.ts';

interface ListOptions extends JsonOption {
  readonly list?: string;
  readonly campaign?: string;
  readonly state?: string;
  readonly disposition?: string;
  readonly search?: string;
  readonly limit: number;
}

export function addLeadCommands(program: Command, context: Context): void {
  const leads = program.command('leads').description('people to call, and everything that happened to each');

  addLeaf(leads, 'list', 'leads, newest first', [
    'leads list --list "Spring fair"',
    'leads list --campaign "Spring offer" --state waiting',
  ])
    .option('--list <name>', 'of this list')
    .option('--campaign <name>', 'of this campaign')
    .option('--state <state>', 'waiting, in-call, done or blocked (with --campaign)')
    .option('--disposition <name>', 'how the last attempt ended (with --campaign)')
    .option('--search <text>', 'beginning of a name, company, e-mail address or external id')
    .option('--limit <n>', 'how many', rowLimit, 50)
    .action(async ({ json, limit, list: ofList, campaign, ...filters }: ListOptions) => {
      const api = connect(context);
      const query = {
        ...filters,
        listId: ofList && (await find(api, LISTS, ofList)).id,
        campaignId: campaign && (await find(api, CAMPAIGNS, campaign)).id,
      };
      const found = await list(api, LEADS, query, limit);
      if (json) return printJson(context.stdout, found);
      const columns = [
        { title: 'Name', value: (lead: LeadSummary) => `${lead.firstName} ${lead.lastName}`, width: 30 },
        { title: 'Number', value: (lead: LeadSummary) => lead.phones[0]?.number },
        { title: 'Where', value: (lead: LeadSummary) => [lead.city, lead.state].filter(Boolean).join(', '), width: 26 },
        { title: 'State', value: (lead: LeadSummary) => lead.campaigns.map(({ state }) => state).join(', ') },
        { title: 'Id', value: (lead: LeadSummary) => lead.id },
      ];
      printTable(context.stdout, found, columns, 'No leads here.');
    });

  addLeaf(leads, 'show <id>', 'one lead with its whole timeline: why it was called, or why not and when next', [
    'leads show 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338',
  ]).action(async (id: string, options: JsonOption) => {
    const lead = await connect(context).get(`${LEADS.path}/${encodeURIComponent(id)}`, LeadDetail);
    if (options.json) return printJson(context.stdout, lead);
    printLines(context.stdout, [
      ...fieldLines([
        ['Name', `${lead.firstName} ${lead.lastName}`.trim()],
        ['Company', lead.company],
        ['Where', [lead.city, lead.state, lead.country].filter(Boolean).join(', ')],
        ['External id', lead.externalId],
        ...lead.phones.map(phoneField),
      ]),
      ...lead.campaigns.flatMap(campaignLines),
      '',
      ...timelineLines(lead.timeline),
    ]);
  });
}

type Phone = LeadDetail['phones'][number];
function phoneField({ label, number, zones, suppressed }: Phone): readonly [string, string] {
  const where = zones.length > 0 ? zones.join(' or ') : 'nobody knows where';
  return [label || 'Phone', `${number} (rings in ${where}${suppressed ? '; on the do-not-call list' : ''})`];
}

type Standing = LeadDetail['campaigns'][number];
function campaignLines(standing: Standing): string[] {
  const fields = fieldLines([
    ['State', [standing.state, standing.reasonText].filter(Boolean).join(': ')],
    ['Attempts', standing.attempts],
    ['Last ended', standing.lastDisposition && labelOf(standing.lastDisposition)],
    ['Next', standing.nextAttempt && localTime(standing.nextAttempt)],
    ['Call back promised', standing.callback && localTime(standing.callback)],
    ['Moved from', standing.callbackMovedFrom && localTime(standing.callbackMovedFrom)],
  ]);
  return ['', `In the campaign "${standing.campaignName}"`, ...fields.map((line) => `  ${line}`)];
}
