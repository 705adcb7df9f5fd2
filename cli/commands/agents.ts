import { type Command, Option } from 'commander';
import type { Agent } from '../../api/contract/agents.ts';
import { connect, type Context } from '../context.ts';
import { find, list, listWithArchived } from '../http/find.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { AGENTS } from '../nouns.ts';
import { fieldLines, printJson, printLines, printTable } from '../printing.ts';

const MOST = 1000;

export function addAgentCommands(program: Command, context: Context): void {
  const agents = program.command('agents').description('the configured AI voices');

  addLeaf(agents, 'list', 'all agents but archived ones', [
    'agents list',
    'agents list --status draft --json',
    'agents list --all',
  ])
    .option('--status <status>', 'draft, active, inactive or archived')
    .addOption(new Option('--all', 'archived ones too').conflicts('status'))
    .action(async (options: JsonOption & { status?: string; all?: boolean }) => {
      const api = connect(context);
      const found = options.all
        ? await listWithArchived(api, AGENTS, MOST)
        : await list(api, AGENTS, { status: options.status }, MOST);
      if (options.json) return printJson(context.stdout, found);
      const columns = [
        { title: 'Name', value: (agent: Agent) => agent.name, width: 40 },
        { title: 'Status', value: (agent: Agent) => agent.status },
        { title: 'Direction', value: (agent: Agent) => agent.direction },
        { title: 'Language model', value: (agent: Agent) => `${agent.llmProvider}/${agent.llmModel}` },
        { title: 'Voice', value: (agent: Agent) => [agent.voiceProvider, agent.voiceId].filter(Boolean).join('/') },
        { title: 'Id', value: (agent: Agent) => agent.id },
      ];
      printTable(context.stdout, found, columns, 'No agents. Make one with POST /api/v1/agents (see /docs).');
    });

  addLeaf(agents, 'show <agent>', 'one agent, by name or id', ['agents show Sales', 'agents show Sales --json']).action(
    async (idOrName: string, options: JsonOption) => {
      const agent = await find(connect(context), AGENTS, idOrName);
      if (options.json) return printJson(context.stdout, agent);
      printLines(context.stdout, [
        ...fieldLines([
          ['Name', agent.name],
          ['About', agent.description],
          ['Status', agent.status],
          ['Direction', agent.direction],
          ['Language model', `${agent.llmProvider} ${agent.llmModel}`],
          ['Voice', [agent.voiceProvider, agent.voiceId].filter(Boolean).join(' ')],
          ['Speech recognition', [agent.sttProvider, agent.sttModel].filter(Boolean).join(' ')],
          ['Tools', agent.tools.join(', ')],
          ['Calls at once', agent.maxConcurrentCalls],
          ['Version', agent.version],
          ['Id', agent.id],
        ]),
        '',
        'Greeting',
        `  ${agent.greetingMessage}`,
        '',
        'Prompt',
        ...agent.systemPrompt.split('\n').map((line) => `  ${line}`),
      ]);
    },
  );
}
