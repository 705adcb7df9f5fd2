import type { CatalogueVoice, VoiceGender } from '../voice.ts';

type Row = readonly [id: string, name: string, gender: VoiceGender, accent: string, tone: string, use: string];

/**
 * Premade voices of ElevenLabs. Its library has thousands more, and it retires premade ones from time to time: ask
 * `live=true` for what your account has. Ids are stable; tone and accent are the labels that the provider gave them.
 */
const premade: readonly Row[] = [
  ['9BWtsMINqrJLrRacOk9x', 'Aria', 'female', 'American', 'expressive', 'social media'],
  ['CwhRBWXzGAHq8TQ4Fs17', 'Roger', 'male', 'American', 'confident', 'social media'],
  ['EXAVITQu4vr4xnSDxMaL', 'Sarah', 'female', 'American', 'soft', 'news'],
  ['FGY2WhTYpPnrIDTdsKH5', 'Laura', 'female', 'American', 'upbeat', 'social media'],
  ['IKne3meq5aSn9XLyUdCD', 'Charlie', 'male', 'Australian', 'natural', 'conversation'],
  ['JBFqnCBsd6RMkjVDRZzb', 'George', 'male', 'British', 'warm', 'narration'],
  ['N2lVS1w4EtoT3dr4eOWO', 'Callum', 'male', 'Transatlantic', 'intense', 'characters'],
  ['SAz9YHcvj6GT2YYXdXww', 'River', 'neutral', 'American', 'confident', 'social media'],
  ['TX3LPaxmHKxFdv7VOQHJ', 'Liam', 'male', 'American', 'articulate', 'narration'],
  ['XB0fDUnXU5powFXDhCwa', 'Charlotte', 'female', 'Swedish', 'alluring', 'characters'],
  ['Xb7hH8MSUJpSbSDYk0k2', 'Alice', 'female', 'British', 'confident', 'news'],
  ['XrExE9yKIg1WjnnlVkGX', 'Matilda', 'female', 'American', 'friendly', 'narration'],
  ['bIHbv24MWmeRgasZH58o', 'Will', 'male', 'American', 'friendly', 'social media'],
  ['cgSgspJ2msm6clMCkdW9', 'Jessica', 'female', 'American', 'expressive', 'conversation'],
  ['cjVigY5qzO86Huf0OWal', 'Eric', 'male', 'American', 'friendly', 'conversation'],
  ['iP95p4xoKVk53GoZ742B', 'Chris', 'male', 'American', 'casual', 'conversation'],
  ['nPczCjzI2devNBz1zQrb', 'Brian', 'male', 'American', 'deep', 'narration'],
  ['onwK4e9ZLuTAKqWW03F9', 'Daniel', 'male', 'British', 'authoritative', 'news'],
  ['pFZP5JQG7iQjIQuC4Bku', 'Lily', 'female', 'British', 'warm', 'narration'],
  ['pqHfZKP75CvOlQylNhV4', 'Bill', 'male', 'American', 'trustworthy', 'narration'],
  ['21m00Tcm4TlvDq8ikWAM', 'Rachel', 'female', 'American', 'calm', 'narration'],
];

/** Made for talking with people rather than reading to them. */
const RECOMMENDED = new Set(['Sarah', 'Jessica', 'Eric', 'Charlie']);
const LOCALES: Readonly<Record<string, string>> = { British: 'en-GB', Australian: 'en-AU', Swedish: 'en-SE' };

export const ELEVENLABS_VOICES: readonly CatalogueVoice[] = premade.map(([id, name, gender, accent, tone, use]) => ({
  provider: 'elevenlabs',
  id,
  name,
  language: LOCALES[accent] ?? 'en-US',
  gender,
  accent,
  tags: [tone, use, 'multilingual'],
  description: `Sounds ${tone}; made for ${use}. Speaks the languages of the chosen model.`,
  latency: 'lowest',
  recommended: RECOMMENDED.has(name),
  verified: false,
}));
