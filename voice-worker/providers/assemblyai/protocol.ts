import { z } from 'zod';

/** AssemblyAI's streaming protocol, version 3: the messages that this plugin reads and writes. */

const Word = z.object({
  text: z.string(),
  /** Milliseconds from the start of the stream. */
  start: z.number(),
  end: z.number(),
  confidence: z.number().default(0),
  word_is_final: z.boolean().default(false),
});

export const ServerMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Begin'), id: z.string(), expires_at: z.number() }),
  z.object({ type: z.literal('SpeechStarted'), timestamp: z.number().optional() }),
  z.object({
    type: z.literal('Turn'),
    turn_order: z.number(),
    turn_is_formatted: z.boolean().default(false),
    end_of_turn: z.boolean(),
    /** Words that are final so far. */
    transcript: z.string(),
    end_of_turn_confidence: z.number().default(0),
    words: z.array(Word).default([]),
    language_code: z.string().optional(),
  }),
  z.object({
    type: z.literal('Termination'),
    audio_duration_seconds: z.number(),
    session_duration_seconds: z.number(),
  }),
  z.object({ type: z.literal('Error'), error_code: z.number().optional(), error: z.string() }),
  z.object({ type: z.literal('Warning'), warning_code: z.number().optional(), warning: z.string().optional() }),
]);
export type ServerMessage = z.infer<typeof ServerMessage>;
export type TurnMessage = Extract<ServerMessage, { type: 'Turn' }>;

export const TERMINATE = JSON.stringify({ type: 'Terminate' });
export const FORCE_ENDPOINT = JSON.stringify({ type: 'ForceEndpoint' });

/** Close codes after which the same connection would fail again: credential or balance (1008), bad parameters (3006). */
const FINAL_CLOSE_CODES: ReadonlySet<number> = new Set([1008, 3006]);

export function isFinalClose(code: number): boolean {
  return FINAL_CLOSE_CODES.has(code);
}

/** A message of a kind that this plugin does not know is null: the protocol grows. */
export function readServerMessage(text: string): ServerMessage | null {
  try {
    return ServerMessage.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}
