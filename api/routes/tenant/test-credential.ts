import type { Egress } from '../../../egress/egress.ts';
import { idParams } from '../../contract/id.ts';
import { CredentialTest } from '../../contract/catalogues.ts';
import { notFound } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { askProvider, type ProviderAccess } from '../../providers/ask-provider.ts';
import { providerOf } from '../../providers/provider-of.ts';
import { openStored } from '../../providers/stored-access.ts';

export const testCredential = defineRoute({
  id: 'testProviderCredential',
  method: 'post',
  path: '/api/v1/provider-credentials/:id/test',
  tag: 'Providers',
  summary: 'Try a stored key at its provider',
  description: 'One request that costs nothing. The answer says what the provider made of the key, never the key.',
  access: 'credentials:read',
  params: idParams(),
  responses: { 200: { description: 'What came of it.', body: CredentialTest } },
  async handler({ tx, params }, deps) {
    const access = await openStored(tx, deps.keyring, { id: params.id });
    if (!access) throw notFound('provider key');
    const testedAt = new Date(deps.now()).toISOString();
    const pending = { state: 'unreachable' as const, detail: '', latencyMs: null, testedAt };
    // Asked outside the transaction: a provider may take seconds.
    return {
      status: 200,
      body: pending,
      afterCommit: async () => ({ ...(await tryKey(deps.egress, access)), testedAt }),
    };
  },
});

async function tryKey(
  egress: Egress,
  access: ProviderAccess & { provider: string },
): Promise<Omit<CredentialTest, 'testedAt'>> {
  if (access.provider === 'demo') return { state: 'works', detail: 'The demo needs no key.', latencyMs: null };
  const provider = providerOf(access.provider, access.baseUrl);
  if (!provider) {
    const detail = `Nobody here knows how to test a key of ${access.provider}. Store its OpenAI-compatible base URL with it.`;
    return { state: 'unsupported', detail, latencyMs: null };
  }
  const { url, init } = provider.check(access);
  const answer = await askProvider(egress, url, init);
  if (answer.state !== 'works') return { state: answer.state, detail: answer.detail, latencyMs: answer.latencyMs };
  await answer.response.body?.cancel();
  return { state: 'works', detail: `${access.provider} accepts this key.`, latencyMs: answer.latencyMs };
}
