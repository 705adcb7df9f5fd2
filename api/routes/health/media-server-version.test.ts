import { expect, test } from '@jest/globals';
import { startTestLiveKit } from '../../../activities/testing/livekit.ts';
import { createMediaServerVersion } from './media-server-version.ts';

test('the media server tells its version, once a minute', async () => {
  const server = await startTestLiveKit();
  let now = 0;
  const { LIVEKIT_API_KEY: apiKey = '', LIVEKIT_API_SECRET: apiSecret = '' } = server.environment;
  const livekit = { url: server.url, publicUrl: server.url, apiKey, apiSecret, agentName: 'a' };
  const version = createMediaServerVersion({ livekit }, () => now);
  try {
    expect(await version()).toMatch(/^\d+\.\d+\.\d+/);
  } finally {
    await server.stop();
  }
  expect(await version()).toMatch(/^\d+\.\d+\.\d+/);
  now = 60_000;
  expect(await version()).toBeNull();
});

test('a media server that is away or refuses the key has no version', async () => {
  const url = 'ws://127.0.0.1:1';
  const livekit = { url, publicUrl: url, apiKey: 'key', apiSecret: 'secret', agentName: 'a' };
  expect(await createMediaServerVersion({ livekit }, () => 0)()).toBeNull();
  expect(await createMediaServerVersion({ livekit: null }, () => 0)()).toBeNull();
});
