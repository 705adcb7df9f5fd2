import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { initializeLogger, voice } from '@livekit/agents';
import { pino } from 'pino';
import { ApiRefusal } from '../api-client.ts';
import { CallEnd } from '../call/call-end.ts';
import { type CallFacts, noFacts } from '../call/call-facts.ts';
import { OptOut } from '../call/opt-out.ts';
import type { CallbackPromise, CallbackRequest } from '../contract.ts';
import type { SpoolItem } from '../reports/spool.ts';
import { aContext } from '../testing/builders.ts';
import { until } from '../../testing/child-scripts.ts';
import { NOT_RECORDED } from './record-opt-out.ts';
import { toolsOfCall } from './tools-of-call.ts';

initializeLogger({ pretty: false, level: 'silent' });

/** What happened, in order: writes at the API, and words of the agent. */
let happened: string[];
let spooled: SpoolItem[];
let api: { optOut: () => Promise<void>; callback: (attempt: string, of: CallbackRequest) => Promise<CallbackPromise> };
let facts: CallFacts;
let end: CallEnd;
let optOut: OptOut;
let session: voice.AgentSession | undefined;

const promise: CallbackPromise = {
  at: '2026-11-21T20:30:00.000Z',
  local: '2026-11-21T15:30',
  zone: 'America/New_York',
  moved: null,
};

beforeEach(() => {
  happened = [];
  spooled = [];
  facts = noFacts();
  end = new CallEnd();
  api = {
    optOut: async () => void happened.push('written'),
    callback: async () => promise,
  };
});
afterEach(async () => {
  await session?.close();
});

type Lines = ConstructorParameters<typeof voice.testing.FakeLLM>[0];

async function talk(lines: Lines, says: string, about: Parameters<typeof aContext>[0] = {}) {
  const context = aContext(about);
  optOut = new OptOut({
    api: { optOut: () => api.optOut() },
    spool: { put: (item) => void spooled.push(item) },
    attemptId: context.attemptId,
    log: pino({ level: 'silent' }),
  });
  const tools = toolsOfCall({
    context,
    api: { callback: (attempt, of) => api.callback(attempt, of) },
    optOut,
    end,
    facts,
    onMachine: () => end.ask('voicemail'),
  });
  session = new voice.AgentSession({
    llm: new voice.testing.FakeLLM(lines),
    vad: null,
    turnHandling: { turnDetection: null },
  });
  session.on(voice.AgentSessionEventTypes.ConversationItemAdded, ({ item }) => {
    if ('role' in item && item.role === 'assistant') happened.push(`said: ${item.textContent}`);
  });
  await session.start({ agent: new voice.Agent({ instructions: context.prompt, tools }) });
  const run = session.run({ userInput: says });
  await run.wait();
  return run;
}

describe('an opt-out', () => {
  const wish = 'Stop calling me';
  const asks = { input: wish, content: '', toolCalls: [{ name: 'record_opt_out', args: { words: wish } }] };

  test('is on the suppression list before it is confirmed aloud', async () => {
    api.optOut = async () => {
      // Longer than an agent that does not wait takes to confirm.
      await until(() => happened.length > 0, 'a confirmation', 1_500).catch(() => {});
      happened.push('written');
    };
    await talk([asks, { input: JSON.stringify({ recorded: true }), content: 'You are off our list.' }], wish);
    expect(happened).toEqual(['written', 'said: You are off our list.']);
    expect(optOut.heard).toBe(true);
  });

  test('that cannot be written is not confirmed, waits on disk, and is tried again when asked again', async () => {
    api.optOut = () => Promise.reject(new Error('away'));
    const answer = JSON.stringify({ recorded: false, instruction: NOT_RECORDED });
    await talk([asks, { input: answer, content: 'I could not write that down yet.' }], wish);
    expect(happened).toEqual(['said: I could not write that down yet.']);
    expect(spooled).toMatchObject([{ kind: 'opt-out', report: { words: wish } }]);
    api.optOut = async () => void happened.push('written');
    await optOut.settle();
    expect(await optOut.record(wish)).toBe(true);
  });

  test('is written once however often it is heard', async () => {
    await talk([asks, { input: JSON.stringify({ recorded: true }), content: 'Done.' }], wish);
    await Promise.all([optOut.record(wish), optOut.record(wish)]);
    expect(happened.filter((entry) => entry === 'written')).toHaveLength(1);
  });
});

describe('a call back', () => {
  const wish = 'Call me at half past three';
  const asks = {
    input: wish,
    content: '',
    toolCalls: [{ name: 'schedule_callback', args: { local_time: '2026-11-21T15:30' } }],
  };

  test('is promised as the API recorded it', async () => {
    await talk([asks, { input: JSON.stringify({ promised: promise }), content: 'At half past three.' }], wish);
    expect(facts.promise).toEqual(promise);
  });

  test('that cannot be promised is answered with the reason', async () => {
    api.callback = () => Promise.reject(new ApiRefusal(422, 'a callback', 'We do not call after nine.'));
    const answer = JSON.stringify({ promised: null, reason: 'We do not call after nine.' });
    const run = await talk([asks, { input: answer, content: 'We do not call after nine.' }], wish);
    run.expect.nextEvent().isFunctionCall({ name: 'schedule_callback' });
    expect(facts.promise).toBeNull();
    expect(happened).toEqual(['said: We do not call after nine.']);
  });
});

describe('ending the call', () => {
  test.each([
    ['finished', 'agent-ended'],
    ['human_requested', 'agent-ended'],
    ['voicemail', 'voicemail'],
  ])('as %s', async (reason, endReason) => {
    await talk([{ input: 'Bye', content: 'Goodbye.', toolCalls: [{ name: 'end_call', args: { reason } }] }], 'Bye');
    expect((await end.over).reason).toBe(endReason);
    expect(facts.declared).toBe(reason);
    expect(happened).toEqual(['said: Goodbye.']);
  });

  test('keeps the reason of whoever asked first', async () => {
    end.ask('callee-hung-up');
    end.ask('agent-ended');
    expect(await end.over).toEqual({ reason: 'callee-hung-up' });
  });
});

test('an agent has only the tools that its call allows', () => {
  const context = aContext({ tools: ['end_call'] });
  const deps = { context, api: { callback: api.callback }, optOut, end, facts, onMachine: () => undefined };
  expect(toolsOfCall(deps).map(({ name }) => name)).toEqual(['end_call']);
});
