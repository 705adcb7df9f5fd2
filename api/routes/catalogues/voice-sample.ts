import type { Response } from 'express';
import { z } from 'zod';
import { Flite, FLITE_VOICES } from '../../../speech/flite.ts';
import { wavOf } from '../../../speech/wav.ts';
import { SampleQuery } from '../../contract/catalogues.ts';
import { conflict, invalid, notFound, unavailable } from '../../http/problem.ts';
import { defineStream } from '../../http/route.ts';
import { askProvider } from '../../providers/ask-provider.ts';
import { providerOf } from '../../providers/provider-of.ts';
import { openStored } from '../../providers/stored-access.ts';

const AUDIO = /^audio\//;
const MOST_BYTES = 4 * 1024 * 1024;

export const getVoiceSample = defineStream({
  id: 'getVoiceSample',
  method: 'get',
  path: '/api/v1/catalogues/voices/:provider/sample',
  tag: 'Catalogues',
  summary: 'Hear a voice',
  description: 'Spoken by the provider with the stored key; `demo` needs none.',
  access: 'agents:test',
  params: z.object({ provider: z.string().max(40) }),
  query: SampleQuery,
  responses: { 200: { description: 'A few words of speech.', contentType: 'audio/mpeg' } },
  async handler({ params: { provider }, query: { voiceId, text }, principal, response }, deps) {
    if (provider === 'demo') return speakDemo(voiceId, text, response);
    const access = await deps.database.inTenant(principal.tenantId, (tx) => openStored(tx, deps.keyring, { provider }));
    if (!access)
      throw conflict('no-key', `No key of ${provider} is stored. Add one under Settings, Providers.`, [
        { field: 'path.provider', message: 'No key of it is stored.', remedy: 'Add one, or name another provider.' },
      ]);
    const request = providerOf(provider, access.baseUrl)?.sample?.(access, { voiceId, text });
    if (!request) throw notFound(`sample of a voice of ${provider}`);
    const answer = await askProvider(deps.egress, request.url, request.init);
    if (answer.state !== 'works') throw unavailable('provider', answer.detail);
    const kind = answer.response.headers.get('content-type') ?? '';
    const audio = AUDIO.test(kind) ? Buffer.from(await answer.response.arrayBuffer()) : null;
    if (audio === null || audio.length > MOST_BYTES)
      throw unavailable('provider', 'The provider answered with something that is no sample of speech.');
    response.set({ 'content-type': kind, 'cache-control': 'private, max-age=3600' }).end(audio);
  },
});

/** The demo voice is started for the sample and stopped after it: it is asked for rarely, and holds 80 MB. */
async function speakDemo(voiceId: string, text: string, response: Response): Promise<void> {
  const voice = FLITE_VOICES.find((name) => name === voiceId);
  if (!voice)
    throw invalid([
      { field: 'query.voiceId', message: 'The demo has no such voice.', remedy: `Choose ${FLITE_VOICES.join(', ')}.` },
    ]);
  const flite = new Flite();
  try {
    const pcm = await flite.speak(text, voice);
    response.set({ 'content-type': 'audio/wav', 'cache-control': 'private, max-age=3600' }).end(wavOf(pcm));
  } finally {
    await flite.close();
  }
}
