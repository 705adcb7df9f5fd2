import { VOICES } from '../../catalogues/voices.ts';
import { type Voice, VoiceCatalogue, VoiceQuery } from '../../contract/catalogues.ts';
import { invalid } from '../../http/problem.ts';
import { defineRoute } from '../../http/route.ts';
import { openStored, providersWithKey } from '../../providers/stored-access.ts';
import type { ListedVoice } from '../../providers/providers.ts';
import type { LiveVoiceList } from './live-voices.ts';
import { facetsOf, matches } from './voice-filter.ts';

export const listVoices = defineRoute({
  id: 'listVoices',
  method: 'get',
  path: '/api/v1/catalogues/voices',
  tag: 'Catalogues',
  summary: 'Voices to choose from, recommended ones first',
  description:
    'Those that this release knows, and with `live=true` those that one provider lists for your account as well.',
  access: 'agents:read',
  query: VoiceQuery,
  responses: { 200: { description: 'The voices that match.', body: VoiceCatalogue } },
  async handler({ tx, query }, deps) {
    const keys = await providersWithKey(tx);
    const known = VOICES.map(
      (voice): Voice => ({
        ...voice,
        tags: [...voice.tags],
        live: false,
        sample: keys.has(voice.provider),
      }),
    );
    if (!query.live) return { status: 200, body: catalogueOf(known, query, null) };
    const { provider } = query;
    if (provider === undefined)
      throw invalid([
        {
          field: 'query.provider',
          message: 'One provider is asked at a time.',
          remedy: 'Say which, or leave live out.',
        },
      ]);
    const access = await openStored(tx, deps.keyring, { provider });
    const told = (list: Omit<LiveVoiceList, 'state'> & { state: LiveVoiceList['state'] | 'no-key' }) => ({
      provider,
      state: list.state,
      detail: list.detail,
      asOf: list.asOf === null ? null : new Date(list.asOf).toISOString(),
    });
    if (!access) {
      const detail = `No key of ${provider} is stored: add one under Settings, Providers.`;
      const live = told({ state: 'no-key', detail, asOf: null, voices: [] });
      return { status: 200, body: catalogueOf(known, query, live) };
    }
    return {
      status: 200,
      body: catalogueOf(known, query, null),
      // The provider is asked outside the transaction: it may take seconds.
      afterCommit: async () => {
        const list = await deps.liveVoices(access, deps.now());
        return catalogueOf(merged(known, list.voices), query, told(list));
      },
    };
  },
});

/** What the provider lists now goes before what is known here; a known voice keeps what is known of it. */
function merged(known: readonly Voice[], listed: readonly ListedVoice[]): Voice[] {
  const ids = new Set(known.map((voice) => `${voice.provider} ${voice.id}`));
  const present = new Set(listed.map((voice) => `${voice.provider} ${voice.id}`));
  const added = listed
    .filter((voice) => !ids.has(`${voice.provider} ${voice.id}`))
    .map((voice) => ({ ...voice, recommended: false, verified: true, live: true, sample: true }));
  return [...known.map((voice) => ({ ...voice, live: present.has(`${voice.provider} ${voice.id}`) })), ...added];
}

function catalogueOf(voices: readonly Voice[], query: VoiceQuery, live: VoiceCatalogue['live']): VoiceCatalogue {
  const items = voices.filter((voice) => matches(voice, query));
  return { items: items.slice(0, 1000), total: items.length, facets: facetsOf(voices), live };
}
