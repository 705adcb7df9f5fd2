import { type inference, voice } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import type { Logger } from 'pino';
import type { CallEndReason } from '../../domain/vocabulary.ts';
import type { ApiClient } from '../api-client.ts';
import {
  type CallbackPromise,
  type CallContext,
  CAPTIONS_TOPIC,
  READY_ATTRIBUTE,
  type RuntimeConfig,
  TESTER_PREFIX,
} from '../contract.ts';
import { DemoTTS } from '../providers/demo/demo-tts.ts';
import type { CallProviders } from '../providers/build.ts';
import type { CallReportData, Spool } from '../reports/spool.ts';
import type { Flite } from '../../speech/flite.ts';
import { endCallTool, type Declared } from '../tools/end-call.ts';
import { recordOptOutTool } from '../tools/record-opt-out.ts';
import { scheduleCallbackTool } from '../tools/schedule-callback.ts';
import { CallEnd, type End } from './call-end.ts';
import { watchCallee } from './callee-watch.ts';
import { openingParts, prepareOpening, speakOpening } from './greeting.ts';
import { OptOut } from './opt-out.ts';
import { outcomeOf } from './outcome.ts';
import { phrasesFor } from './phrases.ts';
import { instructionsFor } from './prompt.ts';
import { watchProviders } from './provider-failure.ts';
import { watchSilence } from './silence-watch.ts';
import { isMachineGreeting, refusesCalls } from './spoken-signals.ts';
import { Transcript } from './transcript.ts';
import { TurnReporter } from './turn-reporter.ts';

export type CallDeps = {
  room: Room;
  config: RuntimeConfig;
  context: CallContext;
  providers: CallProviders;
  vad: inference.VAD;
  turnDetection: 'vad' | inference.TurnDetector;
  flite: Flite;
  api: ApiClient;
  spool: Spool;
  /** Aborts when the main process is gone: nobody would answer for this call any more. */
  orphaned: AbortSignal;
  log: Logger;
};

/** A machine's greeting is told by its words only at the start. */
const GREETING_WINDOW_MS = 20_000;

/**
 * Carries one call from an agent that is ready to its end. Resolves when the conversation is over, with the report for
 * the call's workflow; null when nobody ever answered.
 */
export async function carryCall(deps: CallDeps): Promise<CallReportData | null> {
  const { room, config, context, providers, log } = deps;
  const phrases = phrasesFor(config.language);
  const end = new CallEnd();
  const optOut = new OptOut({ api: deps.api, spool: deps.spool, attemptId: context.attemptId, log });
  const turns = new TurnReporter({ api: deps.api, spool: deps.spool, attemptId: context.attemptId, log });
  const transcript = new Transcript({ sink: (turn) => turns.add(turn), now: Date.now });
  const facts: {
    declared: Declared | null;
    promise: CallbackPromise | null;
    answeredAt: number;
    firstAudioMs?: number;
  } = {
    declared: null,
    promise: null,
    answeredAt: 0,
  };

  const session = new voice.AgentSession({
    stt: providers.stt,
    llm: providers.llm,
    tts: providers.tts,
    vad: deps.vad,
    turnHandling: {
      turnDetection: deps.turnDetection,
      endpointing: { minDelay: 400, maxDelay: 2_000 },
      interruption: { mode: 'vad', discardAudioIfUninterruptible: false },
    },
    userAwayTimeout: null,
  });
  transcript.follow(session);
  session.on(voice.AgentSessionEventTypes.AgentStateChanged, ({ newState }) => {
    if (newState === 'speaking' && facts.answeredAt > 0) facts.firstAudioMs ??= Date.now() - facts.answeredAt;
  });
  session.on(voice.AgentSessionEventTypes.UserInputTranscribed, ({ transcript: words, isFinal }) => {
    if (!isFinal) return;
    if (context.tools.includes('record_opt_out') && refusesCalls(words)) void optOut.record(words);
    if (Date.now() - facts.answeredAt < GREETING_WINDOW_MS && isMachineGreeting(words)) end.ask('voicemail');
  });
  watchProviders(session, {
    room,
    tts: providers.tts,
    spareVoice: config.language.startsWith('en') ? new DemoTTS(deps.flite, 'slt') : null,
    apology: phrases.apology,
    onApology: (words) => transcript.addSpoken(words),
    onFailed: (reason) => end.ask('provider-failed', reason),
    log,
  });
  if (providers.captions) takeCaptions(room, providers.captions, context.calleeIdentity);

  const tools = [
    endCallTool({
      onEnd: (declared) => {
        facts.declared = declared;
        end.ask(declared === 'voicemail' ? 'voicemail' : 'agent-ended');
      },
    }),
    recordOptOutTool({ optOut }),
    scheduleCallbackTool({
      api: deps.api,
      attemptId: context.attemptId,
      onPromise: (promise) => {
        facts.promise = promise;
      },
    }),
  ].filter(({ name }) => context.tools.some((allowed) => allowed === name));
  await session.start({
    agent: new voice.Agent({ instructions: instructionsFor(config, context), tools }),
    room,
    inputOptions: {
      closeOnDisconnect: false,
      ...(context.calleeIdentity !== TESTER_PREFIX && { participantIdentity: context.calleeIdentity }),
    },
    record: false,
  });

  const answered = new Promise<void>((resolve) => {
    watchCallee(room, context.calleeIdentity, {
      onActive: () => {
        facts.answeredAt = Date.now();
        resolve();
      },
      onGone: () => end.ask('callee-hung-up'),
      onRoomGone: () => end.ask(facts.answeredAt > 0 ? 'fenced' : 'not-answered'),
    });
  });
  deps.orphaned.addEventListener('abort', () => end.ask('agent-lost'));
  // Not awaited: the promise sometimes resolves five seconds after the attribute was applied.
  room.localParticipant?.setAttributes({ [READY_ATTRIBUTE]: '1' }).catch(() => {});

  const parts = openingParts({ disclosure: context.disclosure, greeting: context.greeting || config.greeting_message });
  const preparing = prepareOpening(parts, providers.tts, log);
  await Promise.race([answered, end.over]);
  const silence = watchSilence(session, {
    silenceMs: context.silenceMs,
    onAsk: () => void session.say(phrases.stillThere),
    onGiveUp: () => {
      void session
        .say(phrases.goodbye)
        .waitForPlayout()
        .finally(() => end.ask('silence'));
    },
  });
  const longest = setTimeout(() => end.ask('max-duration'), context.maxCallMs);
  if (!end.asked) {
    const prepared = await end.unlessOver(preparing);
    if (prepared) await end.unlessOver(speakOpening(session, parts, prepared));
  }
  const ended = await end.over;
  clearTimeout(longest);
  silence.stop();
  const endedAt = Date.now();
  log.info({ reason: ended.reason, failure: ended.error }, 'the conversation is over');

  await optOut.settle();
  const report =
    facts.answeredAt === 0 ? null : reportOf(ended, endedAt, { ...facts, optOut: optOut.heard }, transcript);
  if (report && context.workflowId) deps.spool.put({ kind: 'call-ended', workflowId: context.workflowId, report });
  await session.close().catch(() => {});
  await turns.finish();
  return report;
}

function takeCaptions(room: Room, captions: NonNullable<CallProviders['captions']>, calleeIdentity: string): void {
  room.registerTextStreamHandler(CAPTIONS_TOPIC, async (reader, from) => {
    if (calleeIdentity !== TESTER_PREFIX && from.identity !== calleeIdentity) return;
    const text = await reader.readAll();
    captions.caption({ text, final: reader.info.attributes?.['final'] !== 'false' });
  });
}

type ReportFacts = {
  declared: Declared | null;
  promise: CallbackPromise | null;
  answeredAt: number;
  firstAudioMs?: number;
  optOut: boolean;
};

function reportOf(ended: End, endedAt: number, facts: ReportFacts, transcript: Transcript): CallReportData {
  const endReason: CallEndReason = facts.optOut && ended.reason === 'agent-ended' ? 'opted-out' : ended.reason;
  return {
    outcome: outcomeOf({
      endReason,
      declared: facts.declared,
      optOut: facts.optOut,
      callbackPromised: facts.promise !== null,
      calleeTurns: transcript.calleeTurns,
      answeredTurns: transcript.answeredTurns,
    }),
    endReason,
    answeredAt: new Date(facts.answeredAt).toISOString(),
    endedAt: new Date(endedAt).toISOString(),
    ...(facts.firstAudioMs !== undefined && { firstAudioMs: facts.firstAudioMs }),
    talkMs: endedAt - facts.answeredAt,
    turns: transcript.turns,
    optOut: facts.optOut,
    ...(facts.promise && { callback: { at: facts.promise.at } }),
    ...(ended.error !== undefined && { error: ended.error }),
  };
}
