import type { TenantTx } from '../../../database/connect.ts';
import { AgentConfig, NEW_AGENT } from '../../contract/agents.ts';
import type { Campaign } from '../../contract/campaigns.ts';
import type { ProblemField } from '../../contract/problem.ts';
import { customFieldsOf, promptProblems } from '../../prompts/variables.ts';
import { unbuiltFeatures, unbuiltProviders, unbuiltVoice } from '../../providers/unbuilt-parts.ts';

type AgentRow = { id: string; name: string; status: string; direction: string; config: Record<string, unknown> };

/** Agents that cannot work, and what their words name that nothing fills. */
export async function agentProblems(tx: TenantTx, campaign: Campaign): Promise<ProblemField[]> {
  if (campaign.agents.length === 0) {
    return [{ field: 'agents', message: 'No agent is chosen.', remedy: 'Choose one or more of GET /api/v1/agents.' }];
  }
  const problems: ProblemField[] = [];
  for (const agent of await agentsOf(tx, campaign)) {
    problems.push(...idle(agent));
    const config = configOf(agent);
    const { systemPrompt, outboundPrompt, greetingMessage, disclosureMessage, promptParameters } = config;
    for (const { message, remedy } of [...unbuiltProviders(config), ...unbuiltFeatures(config)]) {
      problems.push({ field: 'agents', message: `The agent “${agent.name}” cannot work: ${message}`, remedy });
    }
    const texts = [outboundPrompt ?? systemPrompt, greetingMessage, disclosureMessage ?? ''];
    problems.push(...variableProblems('agents', `The agent “${agent.name}”`, texts, Object.keys(promptParameters)));
    problems.push(...(await customFieldProblems(tx, campaign, 'agents', texts)));
  }
  return problems;
}

/** Of those, what a moment brings about: an agent that was switched off, or was given other calls. */
export async function idleAgentProblems(tx: TenantTx, campaign: Campaign): Promise<ProblemField[]> {
  return (await agentsOf(tx, campaign)).flatMap(idle);
}

function idle({ name, status, direction }: AgentRow): ProblemField[] {
  const problems: ProblemField[] = [];
  if (status !== 'active') {
    problems.push({
      field: 'agents',
      message: `The agent “${name}” is ${status}.`,
      remedy: 'Set its status to active.',
    });
  }
  if (direction === 'inbound') {
    problems.push({
      field: 'agents',
      message: `The agent “${name}” takes inbound calls only.`,
      remedy: 'Set its direction to outbound or both.',
    });
  }
  return problems;
}

/** What the campaign's own words name that nothing fills. */
export async function overrideProblems(tx: TenantTx, campaign: Campaign): Promise<ProblemField[]> {
  const { systemPrompt, greetingMessage, disclosureMessage, voice } = campaign.overrides;
  const voices = voice === undefined ? [] : unbuiltVoice(voice.provider);
  const voiceProblems = voices.map(({ message, remedy }) => ({ field: 'overrides.voice.provider', message, remedy }));
  const texts = Object.entries({ systemPrompt, greetingMessage, disclosureMessage });
  if (texts.every(([, text]) => text === undefined)) return voiceProblems;
  const agents = await agentsOf(tx, campaign);
  // What every agent of the campaign knows.
  const parameters = agents.map((agent) => Object.keys(configOf(agent).promptParameters));
  const shared = (parameters[0] ?? []).filter((name) => parameters.every((names) => names.includes(name)));
  const problems = texts.flatMap(([name, text]) =>
    variableProblems(`overrides.${name}`, 'The text', [text ?? ''], shared),
  );
  for (const [name, text] of texts) {
    problems.push(...(await customFieldProblems(tx, campaign, `overrides.${name}`, [text ?? ''])));
  }
  return [...voiceProblems, ...problems];
}

function variableProblems(
  field: string,
  whose: string,
  texts: readonly string[],
  parameters: readonly string[],
): ProblemField[] {
  return texts.flatMap((text) =>
    promptProblems(text, parameters).map((problem) => ({
      field,
      message: `${whose} at line ${problem.line}, column ${problem.column}: ${problem.message}.`.slice(0, 1000),
      remedy: 'Correct the variable, or add it to the agent’s promptParameters.',
    })),
  );
}

/** A field of the leads' own that no lead of the lists has would be empty in every call. */
async function customFieldProblems(
  tx: TenantTx,
  campaign: Campaign,
  field: string,
  texts: readonly string[],
): Promise<ProblemField[]> {
  const names = [...new Set(texts.flatMap(customFieldsOf))];
  if (names.length === 0 || campaign.listIds.length === 0) return [];
  const missing = await tx.query<{ name: string }>(
    `select n.name from unnest($2::text[]) as n(name)
     where exists (select 1 from leads d where d.tenant_id = $1 and d.list_id = any($3::uuid[]))
       and not exists (select 1 from leads d where d.tenant_id = $1 and d.list_id = any($3::uuid[]) and d.custom ? n.name)`,
    [tx.tenantId, names, campaign.listIds],
  );
  return missing.map(({ name }) => ({
    field,
    message: `No lead of the lists has a field “${name}” (lead.custom.${name}).`,
    remedy: `Import a column of that name, or give words for its absence: {{lead.custom.${name}|...}}.`,
  }));
}

function agentsOf(tx: TenantTx, { agents }: Campaign): Promise<AgentRow[]> {
  return tx.query<AgentRow>(
    'select id, name, status, direction, config from agents where tenant_id = $1 and id = any($2::uuid[]) order by id',
    [tx.tenantId, agents.map((agent) => agent.agentId)],
  );
}

function configOf(agent: AgentRow): AgentConfig {
  return AgentConfig.parse({ ...NEW_AGENT, ...agent.config });
}
