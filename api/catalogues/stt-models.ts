export interface CatalogueRecognizer {
  provider: string;
  /** An agent's `sttModel`. */
  model: string;
  name: string;
  /** BCP 47 language subtags; `*` for what the provider calls all. */
  languages: readonly string[];
  /** How soon words come, as the provider's documentation has it. */
  latency: 'lowest' | 'low' | 'medium';
  accuracy: 'good' | 'better' | 'best' | 'none';
  bestFor: string;
  /** Words come while the callee speaks. */
  streaming: boolean;
  recommended: boolean;
  verified: boolean;
}

const SIX = ['en', 'es', 'de', 'fr', 'pt', 'it'];
/** Deepgram's ten languages of one multilingual model. */
const NOVA_MULTI = ['en', 'es', 'fr', 'de', 'hi', 'ru', 'pt', 'ja', 'it', 'nl'];

/** Speech recognition that the voice worker can listen with. */
export const STT_MODELS: readonly CatalogueRecognizer[] = [
  {
    provider: 'assemblyai',
    model: 'universal-streaming-english',
    name: 'Universal Streaming, English',
    languages: ['en'],
    latency: 'lowest',
    accuracy: 'good',
    bestFor: 'English phone calls at little cost',
    streaming: true,
    recommended: true,
    verified: true,
  },
  {
    provider: 'assemblyai',
    model: 'universal-streaming-multilingual',
    name: 'Universal Streaming, multilingual',
    languages: SIX,
    latency: 'low',
    accuracy: 'good',
    bestFor: 'Callees who may change language between turns',
    streaming: true,
    recommended: false,
    verified: true,
  },
  {
    provider: 'assemblyai',
    model: 'u3-rt-pro',
    name: 'Universal 3 Pro, real-time',
    languages: SIX,
    latency: 'low',
    accuracy: 'best',
    bestFor: 'Names, numbers and addresses said in passing',
    streaming: true,
    recommended: true,
    verified: true,
  },
  {
    provider: 'assemblyai',
    model: 'universal-3-5-pro',
    name: 'Universal 3.5 Pro, streaming',
    languages: SIX,
    latency: 'low',
    accuracy: 'best',
    bestFor: 'Accounts that have the newer model; more languages than are listed here',
    streaming: true,
    recommended: false,
    verified: true,
  },
  {
    provider: 'deepgram',
    model: 'nova-3',
    name: 'Nova-3',
    languages: NOVA_MULTI,
    latency: 'lowest',
    accuracy: 'best',
    bestFor: 'Noisy lines, and several languages in one call',
    streaming: true,
    recommended: true,
    verified: true,
  },
  {
    provider: 'deepgram',
    model: 'nova-2-phonecall',
    name: 'Nova-2 Phonecall',
    languages: ['en'],
    latency: 'lowest',
    accuracy: 'better',
    bestFor: 'English over narrow telephone lines',
    streaming: true,
    recommended: false,
    verified: true,
  },
  {
    provider: 'openai',
    model: 'gpt-4o-mini-transcribe',
    name: 'GPT-4o mini Transcribe',
    languages: ['*'],
    latency: 'medium',
    accuracy: 'better',
    bestFor: 'Languages that others lack, where a pause is fine',
    streaming: false,
    recommended: false,
    verified: true,
  },
  {
    provider: 'openai',
    model: 'gpt-4o-transcribe',
    name: 'GPT-4o Transcribe',
    languages: ['*'],
    latency: 'medium',
    accuracy: 'best',
    bestFor: 'The hardest accents, where a pause is fine',
    streaming: false,
    recommended: false,
    verified: true,
  },
  {
    provider: 'demo',
    model: 'captions',
    name: 'Captions',
    languages: ['en'],
    latency: 'lowest',
    accuracy: 'none',
    bestFor: 'Trying things out: hears the captions of development callees and typed text, no microphone',
    streaming: true,
    recommended: false,
    verified: true,
  },
];
