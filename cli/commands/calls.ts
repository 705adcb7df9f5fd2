import type { Command } from 'commander';
import { CallDetail, type CallSummary } from '../../api/contract/calls.ts';
import { connect, type Context } from '../context.ts';
import { find, list } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';
import { clockTime } from '../terminal/bar.ts';
import { plain } from '../terminal/table.ts';
import { localTime } from '../watch/local-time.ts';
import { rowLimit } from './options.ts';
import { AGENTS, CALLS, CAMPAIGNS } from '../nouns.ts';
import { timelineLines } from './timeline.ts';

interface ListOptions extends JsonOption {
  readonly campaign?: string;
  readonly agent?: string;
  readonly disposition?: string;
  readonly state?: string;
  readonly limit: number;
}

export function addCallCommands(program: Command, context: Context): void {
  const calls = program.command('calls').description('conversations, and attempts that became none');

  addLeaf(calls, 'list', 'calls, newest first', [
    'calls list',
    'calls list --campaign "Spring offer" --disposition opted-out',
    'calls list --state active --json',
  ])
    .option('--campaign <name>', 'of this campaign')
    .option('--agent <name>', 'of this agent')
    .option('--disposition <name>', 'how it ended: see docs/dispositions.md')
    .option('--state <state>', 'planned, dialing, ringing, active or ended')
    .option('--limit <n>', 'how many', rowLimit, 50)
    .action(async ({ json, limit, campaign, agent, ...filters }: ListOptions) => {
      const api = connect(context);
      const query = {
        ...filters,
        campaignId: campaign && (await find(api, CAMPAIGNS, campaign)).id,
        agentId: agent && (await find(api, AGENTS, agent)).id,
      };
      const found = await list(api, CALLS, query, limit);
      if (json) return printJson(context.stdout, found);
      const columns = [
        { title: 'Planned (UTC)', value: (call: CallSummary) => call.dueAt.slice(0, 19).replace('T', ' ') },
        { title: 'Lead', value: (call: CallSummary) => call.leadName ?? call.number, width: 26 },
        { title: 'Agent', value: (call: CallSummary) => call.agentName, width: 16 },
        { title: 'State', value: (call: CallSummary) => call.dispositionLabel ?? call.state },
        { title: 'Talk', value: (call: CallSummary) => call.talkMs && clockTime(call.talkMs), align: 'right' as const },
        { title: 'Turns', value: (call: CallSummary) => call.turnCount, align: 'right' as const },
        { title: 'Id', value: (call: CallSummary) => call.id },
      ];
      printTable(context.stdout, found, columns, 'No calls yet.');
    });

  addLeaf(calls, 'show <id>', 'one call: why it ended, its timeline and its transcript with latencies', [
    'calls show 01a1fd1c-fcd0-7f2b-bcb3-a6a9736d6338',
  ]).action(async (id: string, options: JsonOption) => {
    const call = await connect(context).get(`${CALLS.path}/${encodeURIComponent(id)}`, CallDetail);
    if (options.json) return printJson(context.stdout, call);
    printLines(context.stdout, [
      ...fieldLines([
        ['Lead', call.leadName],
        ['Number', call.number],
        ['Agent', call.agentName],
        ['Campaign', call.campaignName],
        ['State', call.state],
        ['Ended', [call.dispositionLabel, call.whyItEnded].filter(Boolean).join(': ')],
        ['Answered', call.answeredLocal && localTime(call.answeredLocal)],
        ['Talk', call.talkMs === null ? null : clockTime(call.talkMs)],
        ['Answer to first word', call.firstAudioMs === null ? null : `${call.firstAudioMs} ms`],
        ['Reply after', call.latency.medianMs === null ? null : `${call.latency.medianMs} ms (median)`],
        ['Temporal', call.temporal && `${call.temporal.url ?? call.temporal.workflowId} (expires)`],
      ]),
      '',
      ...timelineLines(call.timeline),
      '',
      ...transcriptLines(call),
    ]);
  });
}

function transcriptLines({ transcript }: CallDetail): string[] {
  if (!transcript.visible) return ['The transcript is not for this key’s role.'];
  if (transcript.turns.length === 0) return ['No word was spoken.'];
  return transcript.turns.map(({ speaker, text, interrupted, latency }) => {
    const notes = [interrupted ? 'interrupted' : null, totalOf(latency)].filter((note) => note !== null);
    return plain(`${speaker.padEnd(6)}  ${text}${notes.length > 0 ? `  [${notes.join(', ')}]` : ''}`);
  });
}

function totalOf(latency: unknown): string | null {
  if (typeof latency !== 'object' || latency === null || !('totalMs' in latency)) return null;
  return typeof latency.totalMs === 'number' ? `${Math.round(latency.totalMs)} ms` : null;
}
