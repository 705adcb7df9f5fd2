import { fileURLToPath } from 'node:url';
import { AgentServer, initializeLogger, ServerOptions } from '@livekit/agents';
import { z } from 'zod';
import { BARE_AGENT_NAME } from './bare-words.ts';

/** A worker of the agents framework and nothing else, for comparison. Run as a process of its own. */
const env = z
  .object({
    LIVEKIT_URL: z.string(),
    LIVEKIT_API_KEY: z.string(),
    LIVEKIT_API_SECRET: z.string(),
    BARE_PORT: z.coerce.number(),
    VOICE_IDLE_PROCESSES: z.coerce.number(),
  })
  .parse(process.env);

initializeLogger({ pretty: false, level: 'warn' });
const server = new AgentServer(
  new ServerOptions({
    agent: fileURLToPath(new URL('./bare-agent.ts', import.meta.url)),
    agentName: BARE_AGENT_NAME,
    wsURL: env.LIVEKIT_URL,
    apiKey: env.LIVEKIT_API_KEY,
    apiSecret: env.LIVEKIT_API_SECRET,
    production: true,
    host: '127.0.0.1',
    port: env.BARE_PORT,
    numIdleProcesses: env.VOICE_IDLE_PROCESSES,
    loadThreshold: 1,
    loadFunc: async () => 0,
    initializeProcessTimeout: 60_000,
  }),
);
server.event.once('worker_registered', () => process.stdout.write('registered\n'));
await server.run();
