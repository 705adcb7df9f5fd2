import { defineAgent, inference, type JobContext, type JobProcess, llm, voice } from '@livekit/agents';
import { type RemoteParticipant, RoomEvent } from '@livekit/rtc-node';
import { z } from 'zod';
import { Flite } from '../../speech/flite.ts';
import { CAPTIONS_TOPIC, READY_ATTRIBUTE } from '../../voice-worker/contract.ts';
import { CaptionSTT } from '../../voice-worker/providers/demo/caption-stt.ts';
import { DemoTTS } from '../../voice-worker/providers/demo/demo-tts.ts';
import { ScriptedLLM } from '../../voice-worker/providers/demo/scripted-llm.ts';
import { CallMetadata } from '../../voice-worker/contract.ts';
import { BARE_GREETING, BARE_PROMPT } from './bare-words.ts';

type Warm = { flite: Flite; vad: inference.VAD };

/**
 * The least that holds the same conversation with the same providers: no configuration, no reports, no transcript, no
 * prepared greeting, no care for silence, failing providers or refusals.
 */
export default defineAgent<Warm>({
  prewarm: async (job: JobProcess<Warm>) => {
    const flite = new Flite();
    job.userData = { flite, vad: new inference.VAD({ model: 'silero' }) };
    await flite.speak('Ready.');
  },
  entry: async (ctx: JobContext<Warm>) => {
    const { attempt_id: attemptId } = CallMetadata.parse(JSON.parse(ctx.job.metadata));
    const callee = `sip-${attemptId}`;
    await ctx.connect();
    const captions = new CaptionSTT();
    ctx.room.registerTextStreamHandler(CAPTIONS_TOPIC, (reader) => {
      void reader.readAll().then((text) => captions.caption({ text, final: true }));
    });
    const session = new voice.AgentSession({
      stt: captions,
      llm: new ScriptedLLM({ prompt: BARE_PROMPT, localTime: () => '2026-11-21T10:00' }),
      tts: new DemoTTS(ctx.proc.userData.flite, 'slt'),
      vad: ctx.proc.userData.vad,
      turnHandling: {
        turnDetection: 'vad',
        endpointing: { minDelay: 400, maxDelay: 2_000 },
        interruption: { mode: 'vad' },
      },
    });
    let over: () => void = () => {};
    const ended = new Promise<void>((resolve) => (over = resolve));
    const endCall = llm.tool({
      name: 'end_call',
      description: 'End the call',
      parameters: z.object({ reason: z.string() }),
      execute: async (_args, { ctx: run }) => {
        await run.waitForPlayout();
        over();
      },
    });
    let greeted = false;
    const greet = (participant: Pick<RemoteParticipant, 'identity' | 'attributes'>) => {
      if (greeted || participant.identity !== callee || participant.attributes['sip.callStatus'] !== 'active') return;
      greeted = true;
      session.say(BARE_GREETING);
    };
    ctx.room.on(RoomEvent.ParticipantAttributesChanged, (_changed, participant) => greet(participant));
    ctx.room.on(RoomEvent.ParticipantDisconnected, () => over());
    await session.start({
      agent: new voice.Agent({ instructions: BARE_PROMPT, tools: [endCall] }),
      room: ctx.room,
      inputOptions: { participantIdentity: callee, closeOnDisconnect: false },
      record: false,
    });
    ctx.room.localParticipant?.setAttributes({ [READY_ATTRIBUTE]: '1' }).catch(() => {});
    await ended;
    await ctx.deleteRoom().catch(() => {});
    ctx.shutdown('call over');
  },
});
