import { type APIConnectOptions, type AudioBuffer, AudioByteStream, normalizeLanguage, stt } from '@livekit/agents';
import type { AudioFrame } from '@livekit/rtc-node';
import { requireKey } from '../provider-problem.ts';
import { AssemblyAIConnection } from './connection.ts';
import { ChunkBuffer } from './chunk-buffer.ts';
import { FORCE_ENDPOINT, type ServerMessage, type TurnMessage } from './protocol.ts';

const SAMPLE_RATE = 16_000;
/** The server takes chunks of 50 to 1000 ms. */
const CHUNK_MS = 50;
const CHUNK_SAMPLES = (SAMPLE_RATE * CHUNK_MS) / 1_000;
/** Audio kept while the connection is down. */
const BACKLOG_MS = 3_000;

export type AssemblyAIOptions = { apiKey: string; baseUrl: string; model: string; language: string };

/** AssemblyAI's streaming recognition. `speech_model` must be named; it has no default at the server. */
export function assemblyaiSTT(of: {
  apiKey: string | undefined;
  baseUrl: string | null | undefined;
  model: string | null | undefined;
  language: string;
  env: NodeJS.ProcessEnv;
}): stt.STT {
  const english = of.language.toLowerCase().startsWith('en');
  return new AssemblyAISTT({
    apiKey: requireKey('assemblyai', of.apiKey, 'ASSEMBLYAI_API_KEY', of.env),
    baseUrl: of.baseUrl ?? 'wss://streaming.assemblyai.com',
    model: of.model ?? (english ? 'universal-streaming-english' : 'universal-streaming-multilingual'),
    language: of.language,
  });
}

export class AssemblyAISTT extends stt.STT {
  label = 'assemblyai.STT';
  readonly #options: AssemblyAIOptions;

  constructor(options: AssemblyAIOptions) {
    super({ streaming: true, interimResults: true });
    this.#options = options;
  }

  override get provider(): string {
    return 'assemblyai';
  }
  override get model(): string {
    return this.#options.model;
  }

  protected override async _recognize(_frame: AudioBuffer): Promise<stt.SpeechEvent> {
    throw new Error('AssemblyAI is used streaming only');
  }

  override stream(options?: { connOptions?: APIConnectOptions }): stt.SpeechStream {
    return new AssemblyAIStream(this, this.#options, options?.connOptions);
  }
}

/** One listening. The framework calls `run` again after an error that may pass; the audio in between is kept short. */
class AssemblyAIStream extends stt.SpeechStream {
  label = 'assemblyai.SpeechStream';
  readonly #options: AssemblyAIOptions;
  readonly #chunks = new ChunkBuffer(BACKLOG_MS / CHUNK_MS);
  #connection: AssemblyAIConnection | null = null;
  #reading = false;
  #sentChunks = 0;

  constructor(owner: AssemblyAISTT, options: AssemblyAIOptions, connOptions?: APIConnectOptions) {
    super(owner, SAMPLE_RATE, connOptions);
    this.#options = options;
  }

  protected override async run(): Promise<void> {
    if (!this.#reading) void this.#readAudio();
    this.#reading = true;
    const connection = new AssemblyAIConnection(this.#url(), this.#options.apiKey, (message) =>
      this.#onMessage(message),
    );
    this.#connection = connection;
    const stop = new AbortController();
    connection.done.then(
      () => stop.abort(),
      () => stop.abort(),
    );
    try {
      await connection.begin(this.abortSignal);
      const signal = AbortSignal.any([stop.signal, this.abortSignal]);
      for (let chunk = await this.#chunks.next(signal); chunk; chunk = await this.#chunks.next(signal)) {
        connection.send(chunk);
        this.#sentChunks += 1;
      }
      if (stop.signal.aborted) await connection.done;
    } finally {
      await connection.terminate();
      this.#reportUsage();
    }
  }

  async #readAudio(): Promise<void> {
    const bytes = new AudioByteStream(SAMPLE_RATE, 1, CHUNK_SAMPLES);
    const keep = (frames: AudioFrame[]) => {
      for (const { data } of frames) this.#chunks.push(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
    };
    for await (const frame of this.input) {
      if (typeof frame === 'symbol') this.#connection?.send(FORCE_ENDPOINT);
      else keep(bytes.write(new Int16Array(frame.data).buffer));
    }
    this.#chunks.end();
  }

  #onMessage(message: ServerMessage): void {
    if (this.closed || this.queue.closed) return;
    if (message.type === 'SpeechStarted') this.queue.put({ type: stt.SpeechEventType.START_OF_SPEECH });
    if (message.type !== 'Turn') return;
    const words = wordsOf(message, this.#options.language);
    if (words.text === '') return;
    if (!message.end_of_turn) {
      this.queue.put({ type: stt.SpeechEventType.INTERIM_TRANSCRIPT, alternatives: [words] });
      return;
    }
    this.queue.put({ type: stt.SpeechEventType.FINAL_TRANSCRIPT, alternatives: [words] });
    this.queue.put({ type: stt.SpeechEventType.END_OF_SPEECH });
  }

  #reportUsage(): void {
    if (this.queue.closed || this.#sentChunks === 0) return;
    const recognitionUsage = { audioDuration: (this.#sentChunks * CHUNK_MS) / 1_000 };
    this.#sentChunks = 0;
    this.queue.put({ type: stt.SpeechEventType.RECOGNITION_USAGE, recognitionUsage });
  }

  #url(): URL {
    const url = new URL('/v3/ws', this.#options.baseUrl.replace(/^http/, 'ws'));
    url.searchParams.set('speech_model', this.#options.model);
    url.searchParams.set('sample_rate', String(SAMPLE_RATE));
    url.searchParams.set('encoding', 'pcm_s16le');
    return url;
  }
}

/** Partial turns carry words that are not final yet beside the transcript of those that are. */
function wordsOf(turn: TurnMessage, language: string): stt.SpeechData {
  const heard = turn.words.map((word) => word.text).join(' ');
  const confidences = turn.words.map((word) => word.confidence);
  return {
    language: normalizeLanguage(turn.language_code ?? language),
    text: turn.end_of_turn ? turn.transcript : heard || turn.transcript,
    startTime: (turn.words[0]?.start ?? 0) / 1_000,
    endTime: (turn.words.at(-1)?.end ?? 0) / 1_000,
    confidence: confidences.reduce((sum, confidence) => sum + confidence, 0) / Math.max(1, confidences.length),
  };
}
