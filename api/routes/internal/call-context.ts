import { z } from 'zod';
import type { AttemptId } from '../../../domain/ids.ts';
import { render } from '../../../domain/template.ts';
import { wallAt } from '../../../domain/time.ts';
import { wallText } from '../../../domain/wall-clock.ts';
import type { ZoneTable } from '../../../domain/time.ts';
import { CallContext, TESTER_PREFIX, TOOL_NAMES, type ToolName } from '../../../voice-worker/contract.ts';
import { liveKitNames, workflowIds } from '../../../workflows/contract.ts';
import { AgentConfig, NEW_AGENT } from '../../contract/agents.ts';
import { Overrides } from '../../contract/campaigns.ts';
import { idOf } from '../../contract/id.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { notFound } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { disclosureOf } from '../../prompts/disclosure.ts';
import { messageOf } from '../../prompts/message.ts';
import { openingOf } from '../../prompts/opening.ts';
import { promptValues } from '../../prompts/variables.ts';
import { type CallRow, readLiveCall } from './call-row.ts';
import { dueDisclosures } from './due-disclosures.ts';
import { placesOfCall } from './places-of-call.ts';
import { tenantOfCall } from './tenant-of-call.ts';

/** A tester talks as long as a long call; nobody pays for their minutes. */
const TEST_CALL_MS = 30 * 60_000;
/** Who types needs longer than who speaks. */
const TEST_SILENCE_MS = 60_000;
/** A tester stands for a lead; the talk screen says so. Fictional. */
const TEST_LEAD = {
  firstName: 'Alex',
  lastName: 'Example',
  company: 'Example Company',
  email: 'alex@example.com',
  city: 'Springfield',
  state: null,
  postalCode: null,
  country: null,
  externalId: null,
  custom: {},
};
const OPT_OUT_KEY = '9';

export const getCallContext = defineOpenRoute({
  id: 'getCallContext',
  method: 'get',
  path: '/internal/calls/:attemptId/context',
  tag: 'Internal',
  summary: 'What belongs to one call alone: its words, its clock, its tools',
  access: 'worker',
  params: z.object({ attemptId: idOf<AttemptId>() }),
  responses: { 200: { description: 'The context.', body: CallContext } },
  async handler({ params }, deps) {
    const tenantId = await tenantOfCall(deps.database, params.attemptId);
    const { row, disclosures } = await deps.database.inTenant(tenantId, async (tx) => {
      const found = await readLiveCall(tx, params.attemptId);
      if (!found) throw notFound('live call');
      return { row: found, disclosures: await dueDisclosures(deps, tx, found) };
    });
    return { status: 200, body: { ...contextOf(row, deps, disclosures), tenantId } };
  },
});

function contextOf(
  row: CallRow,
  deps: ApiDependencies,
  { due, callerName, tollFreeNumber }: Awaited<ReturnType<typeof dueDisclosures>>,
): Omit<z.infer<typeof CallContext>, 'tenantId'> {
  const agent = AgentConfig.parse({ ...NEW_AGENT, ...row.agent_config });
  const overrides = Overrides.catch({}).parse(row.overrides ?? {});
  const prompt =
    overrides.systemPrompt ??
    (row.kind === 'inbound' ? agent.inboundPrompt : agent.outboundPrompt) ??
    agent.systemPrompt;
  const greeting = overrides.greetingMessage ?? agent.greetingMessage;
  const tenantWords = z
    .object({ disclosureMessage: z.string().nullish() })
    .catch({})
    .parse(row.tenant_settings).disclosureMessage;
  const disclosure = disclosureOf(
    [overrides.disclosureMessage, agent.disclosureMessage, tenantWords],
    greeting,
    callerName,
    agent.ttsLanguage,
  );
  const texts = [prompt, greeting, disclosure ?? ''];
  const values = promptValues(factsOf(row, agent), texts);
  const say = (text: string) => {
    const rendered = render(text, values);
    // Saving refuses unknown variables, so this is a text from before; the call goes on with its plain words.
    return rendered.ok ? rendered.text : text.replace(/\{\{[^{}]*\}\}/g, '');
  };
  const clockOffsetMs = Number(row.clock_offset_ms ?? 0);
  const leadZone = placesOfCall(row, deps)?.zones[0] ?? null;
  return {
    attemptId: row.id,
    agentId: row.agent_id,
    callType: row.kind,
    workflowId: row.kind === 'test' ? null : workflowIds.call(row.id),
    prompt: say(prompt),
    greeting: say(greeting),
    disclosure: disclosure === null ? null : say(disclosure),
    // Nothing is due to whoever calls us, or tries the agent out.
    opening:
      due.length === 0
        ? []
        : openingOf({
            due,
            disclosure: disclosure === null ? null : say(disclosure),
            greeting: say(greeting),
            language: agent.ttsLanguage,
            optOutKey: OPT_OUT_KEY,
          }),
    message:
      row.voicemail_policy === 'leave-message'
        ? messageOf({ due, callerName, tollFreeNumber, language: agent.ttsLanguage })
        : [],
    calleeIdentity: row.kind === 'test' ? TESTER_PREFIX : liveKitNames.callee(row.id),
    tools: agent.tools.filter(isTool),
    voice: overrides.voice ?? null,
    clockOffsetMs,
    leadZone,
    leadLocalTime: leadZone === null ? null : localMinute(deps.zones, leadZone, deps.now() + clockOffsetMs),
    maxCallMs: row.max_call_ms ?? TEST_CALL_MS,
    optOutKey: OPT_OUT_KEY,
    silenceMs: row.kind === 'test' ? TEST_SILENCE_MS : 8_000,
  };
}

function factsOf(row: CallRow, agent: AgentConfig): Parameters<typeof promptValues>[0] {
  const lead = {
    firstName: row.first_name ?? '',
    lastName: row.last_name ?? '',
    company: row.company ?? '',
    email: row.email ?? '',
    city: row.city ?? '',
    state: row.state,
    postalCode: row.postal_code,
    country: row.country,
    externalId: row.external_id,
    custom: row.custom ?? {},
  };
  return {
    lead: row.kind === 'test' ? TEST_LEAD : row.lead_id === null ? null : lead,
    agent: { name: row.agent_name, parameters: agent.promptParameters },
    campaign: row.campaign_name === null ? null : { name: row.campaign_name, subject: row.campaign_subject },
    tenant: { name: row.tenant_name },
  };
}

function isTool(name: string): name is ToolName {
  return TOOL_NAMES.some((tool) => tool === name);
}

/** YYYY-MM-DDTHH:mm */
function localMinute(zones: ZoneTable, zone: string, at: number): string {
  return wallText(wallAt(zones, zone, at)).slice(0, 16);
}
