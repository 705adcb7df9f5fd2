import type { CatalogueVoice } from '../voice.ts';

/** `name gender(f|m) tags; uses`, from Deepgram's table of Aura-2 voices. */
const ROWS: Readonly<Record<string, { locale: string; accent: string; voices: readonly string[] }>> = {
  'en-us': {
    locale: 'en-US',
    accent: 'American',
    voices: [
      'andromeda f casual, expressive, comfortable; customer service, menus',
      'apollo m confident, comfortable, casual; small talk',
      'arcas m natural, smooth, clear; customer service, small talk',
      'aries m warm, energetic, caring; small talk',
      'asteria f clear, confident, knowledgeable; advertising',
      'athena f calm, smooth, professional; storytelling',
      'atlas m enthusiastic, confident, friendly; advertising',
      'aurora f cheerful, expressive, energetic; interviews',
      'callista f clear, energetic, professional; menus',
      'cora f smooth, melodic, caring; storytelling',
      'cordelia f approachable, warm, polite; storytelling',
      'delia f casual, friendly, cheerful; interviews',
      'electra f professional, engaging, knowledgeable; menus, advertising, customer service',
      'harmonia f empathetic, clear, calm; customer service',
      'helena f caring, natural, friendly; menus, small talk',
      'hera f smooth, warm, professional; information',
      'hermes m expressive, engaging, professional; information',
      'iris f cheerful, positive, approachable; menus, advertising, customer service',
      'janus f southern, smooth, trustworthy; storytelling',
      'juno f natural, engaging, melodic; interviews',
      'jupiter m expressive, knowledgeable, baritone; information',
      'luna f friendly, natural, engaging; menus',
      'mars m smooth, patient, trustworthy; customer service',
      'minerva f positive, friendly, natural; storytelling',
      'neptune m professional, patient, polite; customer service',
      'odysseus m calm, smooth, professional; advertising',
      'ophelia f expressive, enthusiastic, cheerful; interviews',
      'orion m approachable, comfortable, calm; information',
      'orpheus m professional, clear, confident; customer service, storytelling',
      'phoebe f energetic, warm, casual; customer service',
      'pluto m smooth, calm, empathetic; interviews, storytelling',
      'saturn m knowledgeable, confident, baritone; customer service',
      'selene f expressive, engaging, energetic; information',
      'thalia f clear, confident, energetic; small talk, customer service, menus',
      'vesta f natural, expressive, patient; customer service, interviews',
      'zeus m deep, trustworthy, smooth; menus',
    ],
  },
  'en-gb': {
    locale: 'en-GB',
    accent: 'British',
    voices: [
      'draco m warm, approachable, trustworthy; storytelling',
      'pandora f smooth, calm, melodic; menus, information',
    ],
  },
  'en-au': {
    locale: 'en-AU',
    accent: 'Australian',
    voices: ['hyperion m caring, warm, empathetic; interviews', 'theia f expressive, polite, sincere; information'],
  },
  'en-ph': { locale: 'en-PH', accent: 'Filipino', voices: ['amalthea f engaging, natural, cheerful; small talk'] },
  'es-es': {
    locale: 'es-ES',
    accent: 'Peninsular',
    voices: [
      'nestor m calm, professional, approachable; small talk, customer service',
      'carina f professional, energetic, confident; interviews, customer service, menus',
      'alvaro m calm, professional, clear; interviews, customer service',
      'diana f professional, confident, expressive; storytelling, advertising',
      'agustina f calm, clear, expressive; interviews, small talk',
      'silvia f clear, expressive, natural; customer service, small talk',
    ],
  },
  'es-mx': {
    locale: 'es-MX',
    accent: 'Mexican',
    voices: [
      'sirio m calm, professional, empathetic; small talk, interviews',
      'estrella f approachable, natural, calm; small talk, interviews',
      'javier m approachable, professional, friendly; small talk, menus',
      'luciano m cheerful, energetic, friendly; customer service, small talk',
      'olivia f calm, casual, warm; customer service, small talk',
      'valerio m deep, knowledgeable, polite; customer service, information',
    ],
  },
  'es-co': {
    locale: 'es-CO',
    accent: 'Colombian',
    voices: [
      'celeste f clear, energetic, friendly; small talk, advertising, menus',
      'gloria f casual, clear, smooth; customer service, small talk',
    ],
  },
  'es-419': {
    locale: 'es-419',
    accent: 'Latin American',
    voices: [
      'aquila m expressive, enthusiastic, confident; small talk, information',
      'selena f approachable, casual, friendly; customer service, information',
    ],
  },
  'es-ar': {
    locale: 'es-AR',
    accent: 'Argentine',
    voices: ['antonia f approachable, enthusiastic, friendly; customer service, interviews'],
  },
  'nl-nl': {
    locale: 'nl-NL',
    accent: 'Dutch',
    voices: [
      'beatrix f cheerful, enthusiastic, trustworthy; customer service',
      'daphne f calm, clear, confident; healthcare, interviews',
      'cornelia f approachable, friendly, polite; customer service',
      'sander m calm, clear, deep; customer service',
      'hestia f approachable, caring, expressive; customer service',
      'lars m casual, comfortable, sincere; customer service',
      'roman m calm, casual, deep; customer service',
      'rhea f caring, knowledgeable, positive; customer service',
      'leda f caring, comfortable, empathetic; sales',
    ],
  },
  'fr-fr': {
    locale: 'fr-FR',
    accent: 'French',
    voices: [
      'agathe f cheerful, enthusiastic, friendly; customer service',
      'hector m confident, empathetic, expressive; customer service',
    ],
  },
  'de-de': {
    locale: 'de-DE',
    accent: 'German',
    voices: [
      'elara f calm, clear, natural; healthcare, customer service, sales',
      'aurelia f approachable, casual, natural; healthcare, customer service, sales',
      'lara f caring, cheerful, empathetic; healthcare, customer service, sales',
      'julius m casual, cheerful, engaging; customer service, sales',
      'fabian m confident, knowledgeable, polite; customer service, financial services',
      'kara f caring, empathetic, professional; healthcare, customer service',
      'viktoria f cheerful, enthusiastic, friendly; customer service, sales',
    ],
  },
  'it-it': {
    locale: 'it-IT',
    accent: 'Italian',
    voices: [
      'melia f clear, comfortable, engaging; small talk, customer service',
      'elio m calm, professional, smooth; interviews, customer service',
      'flavio m confident, deep, empathetic; small talk, customer service',
      'maia f caring, energetic, expressive; interviews, customer service',
      'cinzia f approachable, friendly, smooth; customer service, interviews',
      'cesare m clear, empathetic, natural; customer service, menus',
      'livia f approachable, cheerful, clear; customer service, interviews',
      'dionisio m confident, engaging, friendly; customer service, sales',
      'demetra f calm, comfortable, patient; small talk, narration',
    ],
  },
  'ja-jp': {
    locale: 'ja-JP',
    accent: 'Japanese',
    voices: [
      'uzume f approachable, clear, polite; customer service, menus',
      'ebisu m calm, deep, natural; small talk, customer service',
      'fujin m calm, confident, knowledgeable; interviews, menus',
      'izanami f approachable, clear, professional; customer service, menus',
      'ama f casual, comfortable, confident; interviews, menus',
    ],
  },
};

const RECOMMENDED = new Set(
  'thalia andromeda arcas helena harmonia draco pandora nestor celeste estrella rhea sander agathe hector julius viktoria livia fujin izanami'.split(
    ' ',
  ),
);

export const DEEPGRAM_VOICES: readonly CatalogueVoice[] = Object.values(ROWS).flatMap(({ locale, accent, voices }) =>
  voices.map((row) => voiceOf(row, locale, accent)),
);

function voiceOf(row: string, locale: string, accent: string): CatalogueVoice {
  const [head = '', uses = ''] = row.split('; ');
  const [name = '', gender] = head.split(' ', 2);
  const tones = head.slice(name.length + 3).split(', ');
  return {
    provider: 'deepgram',
    id: `aura-2-${name}-${locale.slice(0, 2)}`,
    name: name.charAt(0).toUpperCase() + name.slice(1),
    language: locale,
    gender: gender === 'f' ? 'female' : 'male',
    accent,
    tags: [...tones, ...uses.split(', ')],
    description: `Sounds ${tones.slice(0, -1).join(', ')} and ${tones.at(-1) ?? ''}; suits ${uses.replaceAll(', ', ' and ')}.`,
    latency: 'low',
    recommended: RECOMMENDED.has(name),
    verified: true,
  };
}
