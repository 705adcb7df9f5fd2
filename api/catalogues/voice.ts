/** How soon a provider's first audio comes, as its documentation has it: under 150 ms, under 300 ms, or longer. */
export type VoiceLatency = 'lowest' | 'low' | 'medium';
export type VoiceGender = 'female' | 'male' | 'neutral';

/** One voice that the voice worker can speak with. */
export interface CatalogueVoice {
  provider: string;
  /** What the provider calls it in requests: an agent's `voiceId`. */
  id: string;
  name: string;
  /** BCP 47, of the language the voice is made for. */
  language: string;
  gender: VoiceGender;
  accent: string;
  tags: readonly string[];
  description: string;
  latency: VoiceLatency;
  recommended: boolean;
  /** False: taken from third parties or from memory, not from the provider's own documentation. */
  verified: boolean;
}
