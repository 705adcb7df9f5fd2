import { APIConnectionError, APIStatusError, APITimeoutError } from '@livekit/agents';
import { type RawData, WebSocket } from 'ws';
import { isFinalClose, readServerMessage, type ServerMessage, TERMINATE } from './protocol.ts';

const BEGIN_TIMEOUT_MS = 5_000;
/** How long the last words may take after `Terminate`. */
const TERMINATION_TIMEOUT_MS = 2_000;

/**
 * One session with AssemblyAI: open it, send, read, and terminate it whatever happens, since an open socket is billed.
 */
export class AssemblyAIConnection {
  readonly #socket: WebSocket;
  readonly #onMessage: (message: ServerMessage) => void;
  /** Resolves when the session was terminated in order, rejects with the framework's error for anything else. */
  readonly done: Promise<void>;
  #begun: () => void = () => {};
  #terminating = false;
  #serverError: { code: number | undefined; words: string } | null = null;

  constructor(url: URL, apiKey: string, onMessage: (message: ServerMessage) => void) {
    this.#onMessage = onMessage;
    // The header is the bare key, without `Bearer`.
    this.#socket = new WebSocket(url, { headers: { Authorization: apiKey }, handshakeTimeout: BEGIN_TIMEOUT_MS });
    this.done = new Promise((resolve, reject) => this.#follow(resolve, reject));
    this.done.catch(() => {});
  }

  /** Resolves at `Begin`, or when `signal` aborts before. */
  async begin(signal: AbortSignal): Promise<void> {
    let timer: NodeJS.Timeout | undefined;
    const begun = new Promise<void>((resolve, reject) => {
      this.#begun = resolve;
      signal.addEventListener('abort', () => resolve(), { once: true });
      timer = setTimeout(
        () => reject(new APITimeoutError({ message: 'AssemblyAI did not begin the session' })),
        BEGIN_TIMEOUT_MS,
      );
    });
    try {
      await Promise.race([begun, this.done]);
    } finally {
      clearTimeout(timer);
    }
  }

  send(data: Uint8Array | string): void {
    if (this.#socket.readyState === WebSocket.OPEN) this.#socket.send(data);
  }

  /** Ends the session. Words under way still arrive; resolves when the server has confirmed or is given up on. */
  async terminate(): Promise<void> {
    if (this.#terminating) return;
    this.#terminating = true;
    this.send(TERMINATE);
    const timer = setTimeout(() => this.#socket.terminate(), TERMINATION_TIMEOUT_MS);
    if (this.#socket.readyState === WebSocket.CONNECTING) this.#socket.terminate();
    await this.done.catch(() => {});
    clearTimeout(timer);
  }

  #follow(resolve: () => void, reject: (error: Error) => void): void {
    this.#socket.on('message', (data, isBinary) => {
      const message = isBinary ? null : readServerMessage(textOf(data));
      if (message?.type === 'Begin') this.#begun();
      else if (message?.type === 'Error') this.#serverError = { code: message.error_code, words: message.error };
      else if (message?.type === 'Termination') this.#socket.close(1000);
      if (message) this.#onMessage(message);
    });
    this.#socket.on('unexpected-response', (_request, response) => {
      const statusCode = response.statusCode ?? 500;
      reject(
        new APIStatusError({ message: `AssemblyAI refused the connection (${statusCode})`, options: { statusCode } }),
      );
      this.#socket.terminate();
    });
    this.#socket.on('error', (error) =>
      reject(new APIConnectionError({ message: `AssemblyAI cannot be reached: ${error.message}` })),
    );
    this.#socket.on('close', (code) => {
      if (this.#terminating) resolve();
      else reject(this.#closedError(code));
    });
  }

  #closedError(closeCode: number): Error {
    const code = this.#serverError?.code ?? closeCode;
    const words = this.#serverError?.words ? `: ${this.#serverError.words}` : '';
    return new APIConnectionError({
      message: `AssemblyAI closed the session (${code})${words}`,
      options: { retryable: !isFinalClose(code) && !isFinalClose(closeCode) },
    });
  }
}

function textOf(data: RawData): string {
  if (Array.isArray(data)) return Buffer.concat(data).toString('utf8');
  return Buffer.isBuffer(data) ? data.toString('utf8') : Buffer.from(data).toString('utf8');
}
