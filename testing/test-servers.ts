import { findServer, type LocatedServer } from '../launcher/servers/locate.ts';
import { LIVEKIT, TEMPORAL } from '../launcher/servers/release.ts';
import { findTestServer, type TestServer } from '../launcher/servers/temporal-test-server.ts';

export interface TestServers {
  readonly temporal: LocatedServer | undefined;
  readonly livekit: LocatedServer | undefined;
  readonly timeSkipping: TestServer;
}

/** The servers that are on this machine already; `npm test` gets the others first. */
export async function findTestServers(): Promise<TestServers> {
  const [temporal, livekit] = await Promise.all([findServer(TEMPORAL), findServer(LIVEKIT)]);
  return { temporal, livekit, timeSkipping: findTestServer() };
}

/**
 * Where tests find the servers. RINGFENCE_TEMPORAL_TEST_SERVER_MISSING says why the time-skipping one is not there;
 * tests that need it are then named as not run, with this reason.
 */
export function environmentOf({ temporal, livekit, timeSkipping }: TestServers): Record<string, string> {
  return {
    ...(temporal && { RINGFENCE_TEMPORAL_BIN: temporal.binary }),
    ...(livekit && { RINGFENCE_LIVEKIT_BIN: livekit.binary }),
    ...(timeSkipping.kind === 'found'
      ? { RINGFENCE_TEMPORAL_TEST_SERVER: timeSkipping.path }
      : { RINGFENCE_TEMPORAL_TEST_SERVER_MISSING: timeSkipping.reason }),
  };
}
