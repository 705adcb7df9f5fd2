import { defineAgent, inference, type JobContext, type JobProcess } from '@livekit/agents';
import type { Room } from '@livekit/rtc-node';
import type { Logger } from 'pino';
import { createEgress, type Egress } from '../egress/egress.ts';
import { ApiClient } from './api-client.ts';
import { carryCall } from './call/carry-call.ts';
import { readJobConfig } from './config.ts';
import { CallMetadata, PROBLEM_ATTRIBUTE } from './contract.ts';
import { LinkClient } from './link/client.ts';
import { createLog } from './log.ts';
import { buildProviders } from './providers/build.ts';
import { requireProviderAddresses } from './providers/provider-addresses.ts';
import { ProviderProblem } from './providers/provider-problem.ts';
import { Spool } from './reports/spool.ts';

/** What a warm process has at hand before it is given a call. */
type Warm = { log: Logger; vad: inference.VAD; api: ApiClient; link: LinkClient; spool: Spool; egress: Egress };

export default defineAgent<Warm>({
  prewarm: async (job: JobProcess<Warm>) => {
    const config = readJobConfig(process.env);
    job.userData = {
      log: createLog(config, 'voice-job'),
      vad: new inference.VAD({ model: 'silero' }),
      api: new ApiClient({ baseUrl: config.BACKEND_URL, token: config.WORKER_TOKEN }),
      link: new LinkClient({ url: config.VOICE_LINK_URL, token: config.VOICE_LINK_TOKEN }),
      spool: new Spool(config.VOICE_SPOOL_DIR),
      egress: createEgress(config.PROVIDER_ALLOWED_HOSTS),
    };
    await job.userData.link.warm(process.uptime() * 1_000);
  },

  entry: async (ctx: JobContext<Warm>) => {
    const { vad, api, link, spool, egress } = ctx.proc.userData;
    void link.taken();
    const call = CallMetadata.parse(JSON.parse(ctx.job.metadata || ctx.job.room?.metadata || '{}'));
    const log = ctx.proc.userData.log.child({ attemptId: call.attempt_id, agentId: call.agent_id });
    try {
      const [, configuration, context] = await Promise.all([
        ctx.connect(),
        link.configuration({ agentId: call.agent_id, tenantId: call.tenant_id, attemptId: call.attempt_id }),
        api.callContext(call.attempt_id),
      ]);
      const { config, provider_keys: keys } = configuration.answer;
      const startedAt = Date.now();
      const localStart =
        context.leadLocalTime ?? new Date(startedAt + context.clockOffsetMs).toISOString().slice(0, 16);
      const localTime = () =>
        new Date(Date.parse(`${localStart}:00Z`) + Date.now() - startedAt).toISOString().slice(0, 16);
      await requireProviderAddresses(config, keys, egress);
      const providers = buildProviders(config, context.voice, {
        keys,
        demoVoice: link,
        demo: { prompt: context.prompt, localTime },
        env: process.env,
        egress,
      });
      log.debug({ source: configuration.source, version: config.version }, 'the call is prepared');
      await carryCall({
        room: ctx.room,
        config,
        context,
        providers,
        vad,
        turnDetection: providers.captions ? 'vad' : new inference.TurnDetector({ version: 'v1-mini' }),
        demoVoice: link,
        api,
        spool,
        orphaned: orphaned(),
        log,
      });
      await link.spooled();
    } catch (error) {
      log.error({ err: error }, 'the call could not be carried');
      if (call.call_type === 'test' && error instanceof ProviderProblem) await explain(ctx.room, error);
    }
    // Hangs up whoever is still there. A room that is gone already is no failure.
    await ctx.deleteRoom().catch(() => {});
    ctx.shutdown('call over');
  },
});

/** How long a tester may take to come and read why there is no conversation. */
const EXPLAIN_MS = 8_000;

/** Leaves the reason, which names provider and remedy and no key, in the room for the tester. */
async function explain(room: Room, problem: ProviderProblem): Promise<void> {
  // Not awaited: the promise sometimes resolves five seconds after the attribute was applied.
  room.localParticipant?.setAttributes({ [PROBLEM_ATTRIBUTE]: problem.message }).catch(() => {});
  await new Promise((resolve) => setTimeout(resolve, EXPLAIN_MS));
}

/** Aborts when the main process dies: its pipe to this process closes. */
function orphaned(): AbortSignal {
  const gone = new AbortController();
  process.once('disconnect', () => gone.abort());
  return gone.signal;
}
