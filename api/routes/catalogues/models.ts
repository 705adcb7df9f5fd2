import { LLM_MODELS } from '../../catalogues/llm-models.ts';
import { STT_MODELS } from '../../catalogues/stt-models.ts';
import { countTokens } from '../../catalogues/count-tokens.ts';
import { LlmCatalogue, ProviderQuery, SttCatalogue, TokenCount, TokenCounted } from '../../contract/catalogues.ts';
import { defineRoute } from '../../http/route.ts';
import { providersWithKey } from '../../providers/stored-access.ts';

export const listLlmModels = defineRoute({
  id: 'listLlmModels',
  method: 'get',
  path: '/api/v1/catalogues/llm-models',
  tag: 'Catalogues',
  summary: 'Language models, with their limits and what they cost',
  description: 'A model that is not listed works too: an agent names it, and its provider knows it.',
  access: 'agents:read',
  query: ProviderQuery,
  responses: { 200: { description: 'The models; recommended ones first.', body: LlmCatalogue } },
  async handler({ tx, query }) {
    const keys = await providersWithKey(tx);
    const items = LLM_MODELS.filter(({ provider }) => query.provider === undefined || provider === query.provider)
      .toSorted((a, b) => Number(b.recommended) - Number(a.recommended))
      .map((model) => ({ ...model, key: keys.has(model.provider) }));
    return { status: 200, body: { items } };
  },
});

export const listSttModels = defineRoute({
  id: 'listSttModels',
  method: 'get',
  path: '/api/v1/catalogues/stt-models',
  tag: 'Catalogues',
  summary: 'Speech recognition, with languages, latency and accuracy',
  access: 'agents:read',
  query: ProviderQuery,
  responses: { 200: { description: 'The models; recommended ones first.', body: SttCatalogue } },
  async handler({ tx, query }) {
    const keys = await providersWithKey(tx);
    const items = STT_MODELS.filter(({ provider }) => query.provider === undefined || provider === query.provider)
      .toSorted((a, b) => Number(b.recommended) - Number(a.recommended))
      .map((model) => ({ ...model, languages: [...model.languages], key: keys.has(model.provider) }));
    return { status: 200, body: { items } };
  },
});

export const postTokenCount = defineRoute({
  id: 'countTokens',
  method: 'post',
  path: '/api/v1/catalogues/tokens',
  tag: 'Catalogues',
  summary: 'How many tokens texts have, against the limit of a model',
  description:
    'Counted by o200k_base: exact for OpenAI’s models since GPT-4o, an estimate for others. Variables count as written.',
  access: 'agents:read',
  body: TokenCount,
  responses: { 200: { description: 'The counts.', body: TokenCounted } },
  handler({ body }) {
    const model = LLM_MODELS.find(({ provider, id }) => provider === body.provider && id === body.model);
    const counted = Object.entries(body.texts).map(([name, text]) => [name, { ...countTokens(text), text }] as const);
    const own = model?.tokenizer === 'o200k_base';
    const exact = own && counted.every(([, count]) => count.exact);
    return Promise.resolve({
      status: 200 as const,
      body: {
        texts: Object.fromEntries(
          counted.map(([name, { tokens, text }]) => [name, { tokens, characters: text.length }]),
        ),
        tokenizer: 'o200k_base' as const,
        exact,
        note: noteOn(exact, own, body.model, body.provider),
        limit: model?.contextWindow ?? null,
      },
    });
  },
});

function noteOn(exact: boolean, own: boolean, model: string, provider: string): string {
  if (provider === 'demo') return 'The demo is a script and counts nothing: this is how OpenAI’s models would count.';
  if (exact) return `Counted by the tokenizer of ${model}.`;
  if (own) return 'Very long runs without a break were counted in parts: the figure may be a little high.';
  return `An estimate by OpenAI’s tokenizer: ${model} has another, and counts some 10 to 35 % differently.`;
}
