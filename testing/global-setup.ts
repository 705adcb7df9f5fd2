import { startTestCluster } from './test-cluster.ts';
import { environmentOf, findTestServers } from './test-servers.ts';

/** Once a jest run: the servers' places, and one Postgres cluster with a migrated template for `createTestDatabase`. */
export default async function globalSetup(): Promise<void> {
  const cluster = await startTestCluster();
  globalThis.ringfenceTestCluster = cluster;
  Object.assign(process.env, environmentOf(await findTestServers()), process.env, cluster.environment);
}
