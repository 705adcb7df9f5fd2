/**
 * The providers that a voice worker of this release can build, for whoever offers a choice among them. A test of the
 * worker holds this list to what is built.
 */
export const PROVIDERS = {
  llm: ['openai', 'groq', 'cerebras', 'google', 'anthropic', 'demo'],
  tts: ['cartesia', 'elevenlabs', 'deepgram', 'openai', 'demo'],
  stt: ['assemblyai', 'deepgram', 'openai', 'demo'],
} as const;

/** Providers that speak OpenAI's chat protocol at an address of their own, and the installation's key for them. */
export const OPENAI_COMPATIBLE = {
  groq: { baseUrl: 'https://api.groq.com/openai/v1', keyVariable: 'GROQ_API_KEY' },
  cerebras: { baseUrl: 'https://api.cerebras.ai/v1', keyVariable: 'CEREBRAS_API_KEY' },
  google: { baseUrl: 'https://generativelanguage.googleapis.com/v1beta/openai', keyVariable: 'GOOGLE_API_KEY' },
  anthropic: { baseUrl: 'https://api.anthropic.com/v1', keyVariable: 'ANTHROPIC_API_KEY' },
} as const;
