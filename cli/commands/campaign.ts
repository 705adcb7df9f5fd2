import { type Command, Option } from 'commander';
import type { z } from 'zod';
import { type Campaign, CommandAnswer } from '../../api/contract/campaigns.ts';
import { connect, type Context } from '../context.ts';
import { find, list, listWithArchived } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';
import { watchCampaign } from '../watch/watch-campaign.ts';
import { CAMPAIGNS } from '../nouns.ts';
import { addCampaignCreate } from './campaign-create.ts';

const MOST = 1000;

export function addCampaignCommands(program: Command, context: Context): void {
  const campaign = program.command('campaign').alias('campaigns').description('what is dialled, when and by whom');
  addCampaignCreate(campaign, context);
  addList(campaign, context);
  addOrder(campaign, context, 'start', 'begin dialling; says everything that is missing when it cannot');
  addOrder(campaign, context, 'pause', 'place no new calls; calls in progress go on');
  addOrder(campaign, context, 'resume', 'go on after a pause');
  addStop(campaign, context);
  addWatch(campaign, context);
}

function addList(campaign: Command, context: Context): void {
  addLeaf(campaign, 'list', 'all campaigns but archived ones', [
    'campaign list',
    'campaign list --status running --json',
    'campaign list --all',
  ])
    .option('--status <status>', 'draft, running, paused, stopping, stopped, completed or archived')
    .addOption(new Option('--all', 'archived ones too').conflicts('status'))
    .action(async (options: JsonOption & { status?: string; all?: boolean }) => {
      const api = connect(context);
      const found = options.all
        ? await listWithArchived(api, CAMPAIGNS, MOST)
        : await list(api, CAMPAIGNS, { status: options.status }, MOST);
      if (options.json) return printJson(context.stdout, found);
      const columns = [
        { title: 'Name', value: (row: Campaign) => row.name, width: 50 },
        { title: 'Status', value: (row: Campaign) => row.status },
        { title: 'Dialer', value: (row: Campaign) => row.chosenDialer.dialer },
        { title: 'Calls/s', value: (row: Campaign) => row.callsPerSecond, align: 'right' as const },
        { title: 'At once', value: (row: Campaign) => row.maxConcurrentCalls, align: 'right' as const },
        { title: 'Id', value: (row: Campaign) => row.id },
      ];
      printTable(
        context.stdout,
        found,
        columns,
        'No campaigns. `ringfence campaign create --help` shows how to make one.',
      );
    });
}

function addOrder(campaign: Command, context: Context, verb: 'start' | 'pause' | 'resume', about: string): void {
  addLeaf(campaign, `${verb} <campaign>`, about, [`campaign ${verb} "Spring offer"`]).action(
    async (idOrName: string, options: JsonOption) => {
      const api = connect(context);
      const { id } = await find(api, CAMPAIGNS, idOrName);
      tell(context, options, await api.post(`${CAMPAIGNS.path}/${id}/${verb}`, CommandAnswer));
    },
  );
}

function addStop(campaign: Command, context: Context): void {
  addLeaf(campaign, 'stop <campaign>', 'end for good; calls in progress finish, unless --hang-up', [
    'campaign stop "Spring offer"',
    'campaign stop "Spring offer" --hang-up',
  ])
    .option('--hang-up', 'end calls in progress now')
    .action(async (idOrName: string, options: JsonOption & { hangUp?: boolean }) => {
      const api = connect(context);
      const { id } = await find(api, CAMPAIGNS, idOrName);
      const calls = options.hangUp ? 'hang-up' : 'finish';
      tell(context, options, await api.post(`${CAMPAIGNS.path}/${id}/stop`, CommandAnswer, { query: { calls } }));
    });
}

function addWatch(campaign: Command, context: Context): void {
  addLeaf(campaign, 'watch <campaign>', 'follow it until it ends or Ctrl-C; with --json one event a line', [
    'campaign watch "Spring offer"',
    'campaign watch "Spring offer" --json | jq .type',
  ]).action(async (idOrName: string, options: JsonOption) => {
    const api = connect(context);
    const { id } = await find(api, CAMPAIGNS, idOrName);
    await watchCampaign(api, id, { output: context.stdout, json: options.json ?? false, signal: context.signal });
  });
}

function tell(context: Context, { json }: JsonOption, answer: z.infer<typeof CommandAnswer>): void {
  if (json) return printJson(context.stdout, answer);
  printLines(context.stdout, [
    answer.message,
    ...fieldLines([
      ['Campaign', answer.campaign.name],
      ['Status', answer.campaign.status],
      ['Dialer', `${answer.campaign.chosenDialer.dialer}: ${answer.campaign.chosenDialer.because}`],
    ]),
    ...(answer.delivered ? [] : ['Temporal does not answer at the moment; the order is kept and follows by itself.']),
  ]);
}
