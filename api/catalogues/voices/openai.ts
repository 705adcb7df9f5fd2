import type { CatalogueVoice, VoiceGender } from '../voice.ts';

/**
 * The voices of OpenAI's speech endpoint that its plugin accepts. OpenAI states no gender or accent: what stands here is
 * how they are commonly heard, so `verified` speaks of the id alone. They speak every language that the model knows.
 */
const heard: readonly (readonly [id: string, gender: VoiceGender, tags: readonly string[], recommended?: true])[] = [
  ['alloy', 'neutral', ['balanced', 'even']],
  ['ash', 'male', ['clear', 'precise']],
  ['ballad', 'male', ['melodic', 'smooth']],
  ['coral', 'female', ['warm', 'friendly'], true],
  ['echo', 'male', ['steady', 'resonant']],
  ['fable', 'neutral', ['storytelling', 'expressive']],
  ['nova', 'female', ['bright', 'lively']],
  ['onyx', 'male', ['deep', 'authoritative']],
  ['sage', 'female', ['calm', 'thoughtful'], true],
  ['shimmer', 'female', ['light', 'cheerful']],
];

export const OPENAI_VOICES: readonly CatalogueVoice[] = heard.map(([id, gender, tags, recommended = false]) => ({
  provider: 'openai',
  id,
  name: id.charAt(0).toUpperCase() + id.slice(1),
  language: 'en-US',
  gender,
  accent: 'American',
  tags: [...tags, 'multilingual'],
  description: `Sounds ${tags.join(' and ')}. Follows instructions about tone, and speaks the language of the text.`,
  latency: 'medium',
  recommended,
  verified: true,
}));
