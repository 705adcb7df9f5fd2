import { writeFileSync } from 'node:fs';
import { answers } from '../processes/http-health.ts';
import type { ProcessPlan } from '../processes/supervisor.ts';

export interface LiveKitSettings {
  readonly binary: string;
  readonly folder: string;
  readonly configurationFile: string;
  readonly logFile: string;
  readonly port: number;
  /** Media ports; apart from those of checkouts side by side. */
  readonly udpPorts: { readonly first: number; readonly last: number };
  readonly key: string;
  readonly secret: string;
  readonly webhookUrl: string;
  readonly env?: NodeJS.ProcessEnv;
}

/** The real server, on loopback only. Writes its configuration (0600: it holds the secret). */
export function livekitPlan(settings: LiveKitSettings): ProcessPlan {
  // JSON is YAML.
  writeFileSync(settings.configurationFile, `${JSON.stringify(configuration(settings), null, 2)}\n`, { mode: 0o600 });
  return {
    name: 'livekit',
    title: 'LiveKit',
    command: settings.binary,
    args: ['--config', settings.configurationFile],
    cwd: settings.folder,
    env: settings.env ?? process.env,
    logFile: settings.logFile,
    isHealthy: () => answers(`http://127.0.0.1:${settings.port}/`),
    startTimeoutMs: 30_000,
  };
}

function configuration(settings: LiveKitSettings): unknown {
  return {
    port: settings.port,
    bind_addresses: ['127.0.0.1'],
    rtc: {
      // The TCP port would listen on every interface, whatever bind_addresses says.
      tcp_port: 0,
      port_range_start: settings.udpPorts.first,
      port_range_end: settings.udpPorts.last,
      use_external_ip: false,
      node_ip: '127.0.0.1',
      enable_loopback_candidate: true,
      // Without it UDP also binds the other interfaces.
      interfaces: { includes: ['lo'] },
    },
    keys: { [settings.key]: settings.secret },
    webhook: { api_key: settings.key, urls: [settings.webhookUrl] },
    // An attempt's room is its fence: one that was deleted must not come back by being joined or dialled into.
    room: { auto_create: false },
    logging: { level: 'info', json: true },
  };
}
