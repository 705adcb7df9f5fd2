import type { Agent } from '../../api/contract/agents.ts';
import { Me } from '../../api/contract/auth.ts';
import { Credential } from '../../api/contract/tenant.ts';
import { AGENTS, TRUNKS } from '../nouns.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { list } from '../http/find.ts';
import { bad, type Finding, good, warning } from './finding.ts';

/** Is the key good, and do trunks and providers have what they need? */
export async function lookAtAccess(api: ApiClient): Promise<Finding[]> {
  try {
    const me = await api.get('/api/v1/auth/me', Me);
    return [
      good('API key', `${me.name}, ${me.role} of ${me.tenantName}`),
      ...(await lookAtTrunks(api)),
      ...(await lookAtProviders(api)),
    ];
  } catch (error) {
    if (error instanceof CommandFailure && error.exitCode === EXIT.auth) {
      return [bad('API key', error.message, 'Run `ringfence login URL` with a new key (POST /api/v1/api-keys).')];
    }
    throw error;
  }
}

async function lookAtTrunks(api: ApiClient): Promise<Finding[]> {
  const trunks = await list(api, TRUNKS, {}, 1000);
  if (trunks.length === 0)
    return [warning('Trunks', 'none', 'Nothing can be dialled without one: POST /api/v1/trunks.')];
  return trunks.map(({ name, carrier, status, pausedReason, livekitTrunkId }) => {
    const what = `Trunk ${name}`;
    if (status !== 'active') {
      return bad(
        what,
        `paused${pausedReason ? `: ${pausedReason}` : ''}`,
        'Repair what it says, then set its status to active.',
      );
    }
    if (carrier === 'livekit-sip' && !livekitTrunkId) {
      return bad(what, 'is not set up at LiveKit', 'Set livekitTrunkId to the id of an outbound SIP trunk.');
    }
    return good(what, `${carrier}, active`);
  });
}

/** An agent that is active and names a provider without a key would fail in its first call. */
async function lookAtProviders(api: ApiClient): Promise<Finding[]> {
  const agents = await list(api, AGENTS, { status: 'active' }, 1000);
  const credentials = await readCredentials(api);
  if (credentials === null)
    return [warning('Provider keys', 'not shown to this key', 'Look with a key of an owner or manager.')];
  const has = (agent: Agent, provider: string) =>
    provider === 'demo' ||
    credentials.some((key) => key.provider === provider && (!key.agentId || key.agentId === agent.id));
  const lacking = agents.flatMap((agent) => {
    const providers = agent.realtime
      ? [agent.realtime.provider]
      : [agent.llmProvider, agent.voiceProvider, agent.sttProvider];
    const without = [...new Set(providers)].filter((provider) => !has(agent, provider));
    return without.length === 0 ? [] : [{ agent, without }];
  });
  if (lacking.length === 0) return [good('Provider keys', `every active agent has what it needs (${agents.length})`)];
  return lacking.map(({ agent, without }) =>
    warning(
      `Agent ${agent.name}`,
      `no key of this tenant for ${without.join(', ')}`,
      'Add it with POST /api/v1/provider-credentials, unless the installation has one of its own.',
    ),
  );
}

async function readCredentials(api: ApiClient): Promise<Credential[] | null> {
  try {
    return await list(api, { title: 'key', path: '/api/v1/provider-credentials', item: Credential }, {}, 1000);
  } catch (error) {
    if (error instanceof CommandFailure && error.exitCode === EXIT.auth) return null;
    throw error;
  }
}
