import { loadClientConnectConfig } from '@temporalio/envconfig';
import type { NativeConnectionOptions } from '@temporalio/worker';

/** What a Temporal server asks of those who connect; empty for one that asks nothing. */
export type TemporalAccess = Pick<NativeConnectionOptions, 'tls' | 'apiKey' | 'metadata'>;

/**
 * Reads the variables that all of Temporal's own tools read: TEMPORAL_API_KEY, TEMPORAL_TLS, TEMPORAL_TLS_CLIENT_CERT_PATH
 * and the like. An API key turns TLS on. Profiles in a home folder are not read: which server a process talks to must not
 * depend on who starts it. @throws when a certificate cannot be read
 */
export function temporalAccess(env: NodeJS.ProcessEnv): TemporalAccess {
  const given = Object.entries(env).filter((entry): entry is [string, string] => Boolean(entry[1]));
  const { connectionOptions } = loadClientConnectConfig({
    disableFile: true,
    overrideEnvVars: Object.fromEntries(given),
  });
  const { tls, apiKey, metadata } = connectionOptions;
  return { ...(tls && { tls }), ...(apiKey && { apiKey }), ...(metadata && { metadata }) };
}
