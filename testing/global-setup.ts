import { startTestCluster } from './test-cluster.ts';

/** Once a jest run: one Postgres cluster with a migrated template database for `createTestDatabase`. */
export default async function globalSetup(): Promise<void> {
  const cluster = await startTestCluster();
  Object.assign(process.env, cluster.environment);
  globalThis.ringfenceTestCluster = cluster;
}
