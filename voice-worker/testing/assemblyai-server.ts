import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { type WebSocket, WebSocketServer } from 'ws';

/** What the server does with one connection. */
export type Behaviour = (session: ServerSession) => void | Promise<void>;

/** One connection as the server sees it. */
export class ServerSession {
  readonly query: URLSearchParams;
  readonly authorization: string | undefined;
  readonly json: { type: string }[] = [];
  audioBytes = 0;
  chunks: number[] = [];
  closed = false;
  /** Told of each chunk of mono 16-bit PCM at 16 kHz. */
  onAudio: (chunk: Buffer) => void = () => {};
  readonly #socket: WebSocket;

  constructor(socket: WebSocket, url: string, authorization: string | undefined) {
    this.#socket = socket;
    this.query = new URL(url, 'ws://server').searchParams;
    this.authorization = authorization;
    socket.on('message', (data, isBinary) => {
      if (!isBinary) {
        const message: { type: string } = JSON.parse(Buffer.isBuffer(data) ? data.toString('utf8') : '{}');
        this.json.push(message);
        if (message.type === 'Terminate') this.#terminate();
        return;
      }
      if (!Buffer.isBuffer(data)) return;
      this.audioBytes += data.length;
      this.chunks.push(data.length);
      this.onAudio(data);
    });
    socket.on('close', () => {
      this.closed = true;
    });
  }

  begin(): void {
    this.send({ type: 'Begin', id: 'session', expires_at: 1_800_000_000 });
  }

  turn(order: number, transcript: string, endOfTurn: boolean, words: string[] = transcript.split(' ')): void {
    this.send({
      type: 'Turn',
      turn_order: order,
      turn_is_formatted: endOfTurn,
      end_of_turn: endOfTurn,
      transcript,
      end_of_turn_confidence: 0.9,
      words: words.map((text, index) => ({
        text,
        start: index * 200,
        end: index * 200 + 180,
        confidence: 0.9,
        word_is_final: endOfTurn,
      })),
    });
  }

  send(message: object): void {
    this.#socket.send(JSON.stringify(message));
  }

  /** An error as the service tells it: a frame, then the close with the same code. */
  fail(code: number, error: string): void {
    this.send({ type: 'Error', error_code: code, error });
    this.#socket.close(code, 'See Error message for details');
  }

  /** The line breaks without a word. */
  breakOff(): void {
    this.#socket.terminate();
  }

  #terminate(): void {
    this.send({ type: 'Termination', audio_duration_seconds: this.audioBytes / 32_000, session_duration_seconds: 1 });
  }
}

/** A local server that speaks AssemblyAI's streaming protocol; `behaviours` tell it what to do, connection by connection. */
export class AssemblyAIServer {
  readonly sessions: ServerSession[] = [];
  readonly #server: WebSocketServer;

  private constructor(server: WebSocketServer, behaviours: readonly Behaviour[]) {
    this.#server = server;
    server.on('connection', (socket, request) => {
      const session = new ServerSession(socket, request.url ?? '/', request.headers.authorization);
      this.sessions.push(session);
      void behaviours[Math.min(this.sessions.length, behaviours.length) - 1]?.(session);
    });
  }

  static async start(...behaviours: Behaviour[]): Promise<AssemblyAIServer> {
    const server = new WebSocketServer({ port: 0, host: '127.0.0.1', path: '/v3/ws' });
    await once(server, 'listening');
    return new AssemblyAIServer(server, behaviours);
  }

  get url(): string {
    return `ws://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    for (const client of this.#server.clients) client.terminate();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
