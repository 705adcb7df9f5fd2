import { type inference, voice } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import type { Logger } from 'pino';
import type { DemoVoice } from '../../speech/flite.ts';
import type { ApiClient } from '../api-client.ts';
import { type CallContext, READY_ATTRIBUTE, type RuntimeConfig, TESTER_PREFIX } from '../contract.ts';
import type { CallProviders } from '../providers/build.ts';
import { DemoTTS } from '../providers/demo/demo-tts.ts';
import type { CallReportData, Spool } from '../reports/spool.ts';
import { toolsOfCall } from '../tools/tools-of-call.ts';
import { CallEnd } from './call-end.ts';
import { noFacts, reportOf } from './call-facts.ts';
import { watchCallee } from './callee-watch.ts';
import { createSession } from './create-session.ts';
import { openingParts, prepareOpening, speakOpening } from './greeting.ts';
import { listenToKeys } from './key-press.ts';
import { listenToWords, takeCaptions } from './listen-to-words.ts';
import { OptOut } from './opt-out.ts';
import { listenToOptOutElsewhere } from './opted-out-elsewhere.ts';
import { SaidDisclosures } from './said-disclosures.ts';
import { phrasesFor } from './phrases.ts';
import { instructionsFor } from './prompt.ts';
import { listenToRefusals } from './refusals.ts';
import { leaveMessage } from './leave-message.ts';
import { lastWords } from './say-goodbye.ts';
import { watchProviders } from './provider-failure.ts';
import { watchSilence } from './silence-watch.ts';
import { Transcript } from './transcript.ts';
import { TurnReporter } from './turn-reporter.ts';

export type CallDeps = {
  room: Room;
  config: RuntimeConfig;
  context: CallContext;
  providers: CallProviders;
  vad: inference.VAD;
  turnDetection: 'vad' | inference.TurnDetector;
  demoVoice: DemoVoice;
  api: ApiClient;
  spool: Spool;
  /** Aborts when the main process is gone: nobody would answer for this call any more. */
  orphaned: AbortSignal;
  log: Logger;
};

/** Closing writes what was being said into the history; it takes milliseconds, and must not hold up a report. */
const CLOSE_SESSION_MS = 1_500;

/**
 * Carries one call: gets ready, greets when the callee can hear it, converses, and ends. Resolves when the conversation
 * is over with the report that was left in the spool for the call's workflow; null when there was no conversation.
 */
export async function carryCall(deps: CallDeps): Promise<CallReportData | null> {
  const { room, config, context, providers, api, spool, log } = deps;
  const { attemptId, calleeIdentity } = context;
  const phrases = phrasesFor(config.language);
  const end = new CallEnd();
  const facts = noFacts();
  const optOut = new OptOut({ api, spool, attemptId, log });
  const turns = new TurnReporter({ api, spool, attemptId, log });
  const transcript = new Transcript({ sink: (turn) => turns.add(turn), now: Date.now });

  const session = createSession(deps);
  const sinceAnswer = () => (facts.answeredAt === null ? 0 : Date.now() - facts.answeredAt);
  const leave = lastWords(session, end);
  const hasTool = context.tools.includes('record_opt_out');
  const refusals = listenToRefusals({ optOut, hasTool, leave, phrases });
  const onMachine = onceAMachineAnswers(session, { end, sinceAnswer, deps });
  transcript.follow(session);
  noteFirstAudio(session, facts);
  listenToWords(session, {
    msSinceAnswer: () => (facts.answeredAt === null ? null : Date.now() - facts.answeredAt),
    onRefusal: (words) => void refusals.spoken(words),
    onMachine,
  });
  watchProviders(session, {
    room,
    tts: providers.tts,
    spareVoice: config.language.startsWith('en') ? new DemoTTS(deps.demoVoice, 'slt') : null,
    apology: phrases.apology,
    onApology: (words) => transcript.addSpoken(words),
    onFailed: (reason) => end.ask('provider-failed', reason),
    log,
  });
  listenToKeys(room, calleeIdentity, {
    optOutKey: context.optOutKey,
    onOptOut: () => refusals.pressed(context.optOutKey ?? ''),
  });
  listenToOptOutElsewhere(room, () => void leave(phrases.optedOut));
  if (providers.captions) takeCaptions(room, providers.captions, calleeIdentity);
  const tools = toolsOfCall({ context, api, optOut, end, facts, onMachine });
  await session.start({
    agent: new voice.Agent({ instructions: instructionsFor(config, context), tools }),
    room,
    inputOptions: {
      closeOnDisconnect: false,
      ...(calleeIdentity !== TESTER_PREFIX && { participantIdentity: calleeIdentity }),
    },
    record: false,
  });
  const answered = new Promise<void>((resolve) => {
    watchCallee(room, calleeIdentity, {
      onActive: () => {
        facts.answeredAt = Date.now();
        resolve();
      },
      onGone: () => end.ask(facts.answeredAt === null ? 'not-answered' : 'callee-hung-up'),
      onRoomDeleted: () => end.ask(facts.answeredAt === null ? 'not-answered' : 'fenced'),
      onLineLost: () => end.ask('agent-lost', 'the line to LiveKit was lost'),
    });
  });
  deps.orphaned.addEventListener('abort', () => end.ask('agent-lost'));
  // Not awaited: the promise sometimes resolves five seconds after the attribute was applied.
  room.localParticipant?.setAttributes({ [READY_ATTRIBUTE]: '1' }).catch(() => {});

  const parts = openingParts({
    opening: context.opening,
    disclosure: context.disclosure,
    greeting: context.greeting || config.greeting_message,
  });
  const disclosures = new SaidDisclosures(sinceAnswer);
  const opening = prepareOpening(parts, providers.tts, log);
  if ((await end.unlessOver(answered.then(() => true))) !== null) {
    const longest = setTimeout(() => end.ask('max-duration'), context.maxCallMs);
    const silence = watchSilence(session, {
      silenceMs: context.silenceMs,
      onAsk: () => void session.say(phrases.stillThere),
      onGiveUp: () => {
        const goodbye = session.say(phrases.goodbye).waitForPlayout();
        void goodbye.finally(() => end.ask('silence'));
      },
    });
    const prepared = await end.unlessOver(opening);
    if (prepared) {
      const speaking = speakOpening(session, parts, prepared, (part, whole) => disclosures.note(part, whole));
      await end.unlessOver(speaking);
      const spoken = disclosures.report(facts.firstAudioMs);
      if (spoken) spool.put({ kind: 'disclosures', attemptId, report: spoken });
    }
    await end.over;
    clearTimeout(longest);
    silence.stop();
  }
  const ended = await end.over;
  const endedAt = Date.now();
  log.info({ reason: ended.reason, failure: ended.error }, 'the conversation is over');

  await optOut.settle();
  await Promise.race([
    session.close().catch(() => {}),
    new Promise((resolve) => setTimeout(resolve, CLOSE_SESSION_MS)),
  ]);
  const report = reportOf(ended, endedAt, { ...facts, optOut: optOut.heard }, transcript);
  if (report && context.workflowId) spool.put({ kind: 'call-ended', workflowId: context.workflowId, report });
  await turns.finish();
  return report;
}

function noteFirstAudio(
  session: voice.AgentSession,
  facts: { answeredAt: number | null; firstAudioMs: number | null },
): void {
  session.on(voice.AgentSessionEventTypes.AgentStateChanged, ({ newState }) => {
    if (newState === 'speaking' && facts.answeredAt !== null) facts.firstAudioMs ??= Date.now() - facts.answeredAt;
  });
}

/** Leaves the call's message on the machine, where there is one to leave, and ends the call. Once. */
function onceAMachineAnswers(
  session: voice.AgentSession,
  of: { end: CallEnd; sinceAnswer: () => number; deps: Pick<CallDeps, 'context' | 'spool'> },
): () => void {
  const { context, spool } = of.deps;
  let heard = false;
  return () => {
    if (heard) return;
    heard = true;
    if (context.message.length === 0) return of.end.ask('voicemail');
    const over = new AbortController();
    void of.end.over.then(() => over.abort());
    const left = new SaidDisclosures(of.sinceAnswer, 'voicemail');
    let beganMs = 0;
    const leaving = leaveMessage(session, context.message, {
      onBegin: () => (beganMs = of.sinceAnswer()),
      onSaid: (part, whole) => left.note(part, whole),
      over: over.signal,
    });
    void leaving.then(() => {
      const report = left.report(beganMs);
      if (report) spool.put({ kind: 'disclosures', attemptId: context.attemptId, report });
      of.end.ask('voicemail');
    });
  };
}
