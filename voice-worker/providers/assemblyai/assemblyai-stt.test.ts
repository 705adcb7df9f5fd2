import { afterEach, describe, expect, test } from '@jest/globals';
import { initializeLogger, stt } from '@livekit/agents';
import { AudioFrame } from '@livekit/rtc-node';
import { AssemblyAIServer, type Behaviour } from '../../testing/assemblyai-server.ts';
import { until } from '../../../testing/child-scripts.ts';
import { AssemblyAISTT, assemblyaiSTT } from './assemblyai-stt.ts';
import { ChunkBuffer } from './chunk-buffer.ts';

initializeLogger({ pretty: false, level: 'silent' });

const { SpeechEventType } = stt;
let server: AssemblyAIServer;
let stream: stt.SpeechStream | undefined;
afterEach(async () => {
  stream?.close();
  await server?.stop();
});

type Failure = { error: Error; recoverable: boolean };
type Listening = { events: stt.SpeechEvent[]; errors: Failure[]; ended: Promise<void> };

async function listen(...behaviours: Behaviour[]): Promise<Listening> {
  server = await AssemblyAIServer.start(...behaviours);
  const recogniser = new AssemblyAISTT({
    apiKey: 'key',
    baseUrl: server.url,
    model: 'universal-streaming-english',
    language: 'en-US',
  });
  const listening: Listening = { events: [], errors: [], ended: Promise.resolve() };
  recogniser.on('error', (error) => listening.errors.push(error));
  const opened = recogniser.stream({ connOptions: { maxRetry: 2, retryIntervalMs: 20, timeoutMs: 2_000 } });
  stream = opened;
  listening.ended = (async () => {
    for await (const event of opened) listening.events.push(event);
  })();
  return listening;
}

/** So many milliseconds of a quiet tone in 10 ms frames. */
function speak(ms: number): void {
  for (let at = 0; at < ms; at += 10) stream?.pushFrame(new AudioFrame(new Int16Array(160).fill(500), 16_000, 1, 160));
}
const typesOf = ({ events }: Listening) => events.map(({ type }) => SpeechEventType[type]);
const finals = ({ events }: Listening) =>
  events
    .filter(({ type }) => type === SpeechEventType.FINAL_TRANSCRIPT)
    .map(({ alternatives }) => alternatives?.[0].text);

describe('a session with AssemblyAI', () => {
  test('names the model, shows the bare key, and sends raw audio in chunks the server takes', async () => {
    await listen((session) => session.begin());
    speak(500);
    await until(() => (server.sessions[0]?.audioBytes ?? 0) === 16_000, 'the audio arrives');
    const [session] = server.sessions;
    expect(session?.authorization).toBe('key');
    expect(Object.fromEntries(session?.query ?? [])).toEqual({
      speech_model: 'universal-streaming-english',
      sample_rate: '16000',
      encoding: 'pcm_s16le',
    });
    expect(new Set(session?.chunks)).toEqual(new Set([1_600]));
  });

  test('turns what is heard into interim and final words, once each', async () => {
    const listening = await listen((session) => {
      session.begin();
      session.send({ type: 'SpeechStarted', timestamp: 100 });
      session.turn(0, 'hello', false, ['hello', 'my']);
      session.turn(0, 'Hello, my name is Ada.', true);
      session.turn(1, '', false, []);
      session.turn(1, 'Goodbye.', true);
    });
    speak(100);
    await until(() => finals(listening).length === 2, 'both turns arrive');
    expect(typesOf(listening).slice(0, 6)).toEqual([
      'START_OF_SPEECH',
      'INTERIM_TRANSCRIPT',
      'FINAL_TRANSCRIPT',
      'END_OF_SPEECH',
      'FINAL_TRANSCRIPT',
      'END_OF_SPEECH',
    ]);
    expect(listening.events[1]?.alternatives?.[0].text).toBe('hello my');
    expect(finals(listening)).toEqual(['Hello, my name is Ada.', 'Goodbye.']);
  });

  test('passes over messages it does not know', async () => {
    const listening = await listen((session) => {
      session.begin();
      session.send({ type: 'SomethingNew', payload: 1 });
      session.send({ type: 'Warning', warning: 'slow' });
      session.turn(0, 'Still here.', true);
    });
    speak(100);
    await until(() => finals(listening).length === 1, 'the turn arrives');
  });

  test('asks for the end of the turn when the session flushes', async () => {
    await listen((session) => session.begin());
    speak(100);
    await until(() => (server.sessions[0]?.audioBytes ?? 0) > 0, 'audio flows');
    stream?.flush();
    await until(() => server.sessions[0]?.json.some(({ type }) => type === 'ForceEndpoint') ?? false, 'ForceEndpoint');
  });
});

describe('Terminate is sent', () => {
  const terminated = (index = 0) => server.sessions[index]?.json.some(({ type }) => type === 'Terminate') ?? false;

  test('when the audio ends, and the words still under way are kept', async () => {
    const listening = await listen(async (session) => {
      session.begin();
      await until(() => session.json.length > 0, 'Terminate');
      session.turn(0, 'Last words.', true);
    });
    speak(200);
    stream?.endInput();
    await listening.ended;
    expect(terminated()).toBe(true);
    expect(typesOf(listening)).toContain('RECOGNITION_USAGE');
    expect(listening.errors).toEqual([]);
  });

  test('when the listening is closed in the middle', async () => {
    await listen((session) => session.begin());
    speak(200);
    await until(() => (server.sessions[0]?.audioBytes ?? 0) > 0, 'audio flows');
    stream?.close();
    await until(() => terminated() && (server.sessions[0]?.closed ?? false), 'the session is terminated and closed');
  });

  test('when it is closed before the server has begun', async () => {
    await listen(() => {});
    speak(100);
    await until(() => server.sessions.length === 1, 'connected');
    stream?.close();
    await until(() => terminated() && (server.sessions[0]?.closed ?? false), 'the session is terminated and closed');
  });
});

describe('a session that breaks', () => {
  test('is opened again and goes on with what is said then', async () => {
    const listening = await listen(
      (session) => {
        session.begin();
        session.turn(0, 'First.', true);
        setTimeout(() => session.breakOff(), 50);
      },
      (session) => {
        session.begin();
        session.turn(0, 'Second.', true);
      },
    );
    speak(100);
    await until(() => finals(listening).length === 2, 'both sessions are heard');
    expect(finals(listening)).toEqual(['First.', 'Second.']);
    expect(listening.errors.filter(({ recoverable }) => !recoverable)).toEqual([]);
    speak(100);
    await until(() => (server.sessions[1]?.audioBytes ?? 0) > 0, 'audio flows into the second');
  });

  test('by an error that passes is opened again', async () => {
    const listening = await listen(
      (session) => {
        session.begin();
        session.fail(3008, 'Session Expired: Maximum session duration exceeded');
      },
      (session) => {
        session.begin();
        session.turn(0, 'Here again.', true);
      },
    );
    speak(100);
    await until(() => finals(listening).length === 1, 'the second session is heard');
  });

  test('by an error that would come again is given up at once, in the service’s words', async () => {
    const listening = await listen((session) =>
      session.fail(1008, 'Unauthorized Connection: Missing Authorization header'),
    );
    speak(100);
    await until(() => listening.errors.length > 0, 'the error is told');
    expect(listening.errors[0]).toMatchObject({ recoverable: false });
    expect(String(listening.errors[0]?.error.message)).toContain('Unauthorized');
    await listening.ended;
    expect(server.sessions).toHaveLength(1);
  });

  test('again and again is given up after the tries that the session allows', async () => {
    const listening = await listen((session) => session.breakOff());
    speak(100);
    await until(() => listening.errors.some(({ recoverable }) => !recoverable), 'it is given up');
    expect(server.sessions).toHaveLength(3);
  });
});

test('audio is kept only for a moment while the line is down, the newest of it', async () => {
  const buffer = new ChunkBuffer(2);
  for (const number of [1, 2, 3]) buffer.push(new Uint8Array([number]));
  buffer.end();
  const signal = new AbortController().signal;
  expect([await buffer.next(signal), await buffer.next(signal), await buffer.next(signal)]).toEqual([
    new Uint8Array([2]),
    new Uint8Array([3]),
    null,
  ]);
});

test('an agent without a key is told which variable is missing, without any key', () => {
  expect(() => assemblyaiSTT({ apiKey: undefined, baseUrl: null, model: null, language: 'en', env: {} })).toThrow(
    'ASSEMBLYAI_API_KEY',
  );
});
