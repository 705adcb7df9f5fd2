import type { CatalogueVoice } from '../voice.ts';

const voice = (id: string, name: string, gender: 'female' | 'male', accent: string, description: string) =>
  ({
    provider: 'demo',
    id,
    name,
    language: accent === 'Scottish' ? 'en-GB' : 'en-US',
    gender,
    accent,
    tags: ['no key', 'runs here', 'synthetic'],
    description,
    latency: 'lowest',
    recommended: false,
    verified: true,
  }) as const satisfies CatalogueVoice;

/** CMU Flite, which runs beside the voice worker and needs no key: for trying things out, not for customers. */
export const DEMO_VOICES: readonly CatalogueVoice[] = [
  voice('slt', 'SLT', 'female', 'American', 'The clearest of the voices that need no key.'),
  voice('rms', 'RMS', 'male', 'American', 'Calm and a little slow; needs no key.'),
  voice('awb', 'AWB', 'male', 'Scottish', 'Scottish accent; needs no key.'),
  voice('kal16', 'Kal', 'male', 'American', 'The oldest and most robotic; needs no key.'),
];
