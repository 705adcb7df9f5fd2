import type { CatalogueVoice } from './voice.ts';
import { CARTESIA_VOICES } from './voices/cartesia.ts';
import { DEEPGRAM_VOICES } from './voices/deepgram.ts';
import { DEMO_VOICES } from './voices/demo.ts';
import { ELEVENLABS_VOICES } from './voices/elevenlabs.ts';
import { OPENAI_VOICES } from './voices/openai.ts';

/** Every voice that this release knows by name; recommended ones first. */
export const VOICES: readonly CatalogueVoice[] = [
  ...CARTESIA_VOICES,
  ...ELEVENLABS_VOICES,
  ...DEEPGRAM_VOICES,
  ...OPENAI_VOICES,
  ...DEMO_VOICES,
].toSorted((a, b) => Number(b.recommended) - Number(a.recommended));
