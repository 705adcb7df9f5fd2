import { expect, test } from '@jest/globals';
import { PROVIDERS } from '../../voice-worker/contract-providers.ts';
import { LLM_MODELS } from './llm-models.ts';
import { STT_MODELS } from './stt-models.ts';
import { VOICES } from './voices.ts';

test('there are a hundred voices and ten models to choose from', () => {
  expect(VOICES.length).toBeGreaterThanOrEqual(100);
  expect(LLM_MODELS.length).toBeGreaterThanOrEqual(10);
});

test('no entry is there twice', () => {
  const keys = [
    ...VOICES.map((voice) => `tts ${voice.provider} ${voice.id}`),
    ...LLM_MODELS.map((model) => `llm ${model.provider} ${model.id}`),
    ...STT_MODELS.map((model) => `stt ${model.provider} ${model.model}`),
  ];
  expect(new Set(keys).size).toBe(keys.length);
});

test('everything in the catalogues can be spoken, thought and heard by the voice worker', () => {
  expect(new Set(VOICES.map((voice) => voice.provider))).toEqual(new Set(PROVIDERS.tts));
  expect(new Set(LLM_MODELS.map((model) => model.provider))).toEqual(new Set(PROVIDERS.llm));
  expect(new Set(STT_MODELS.map((model) => model.provider))).toEqual(new Set(PROVIDERS.stt));
});

test('languages are tags that a browser understands', () => {
  for (const { language } of VOICES) expect(Intl.getCanonicalLocales(language)).toEqual([language]);
});
