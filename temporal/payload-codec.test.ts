import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { historyToJSON } from '@temporalio/common/lib/proto-utils.js';
import { createKeyring } from '../keyring/keyring.ts';
import { aReport, createDriver, ringing, seen } from '../testing/engine-driver.ts';
import { eventually } from '../testing/eventually.ts';
import { createFakeEngine } from '../testing/fake-engine.ts';
import { startTestTemporal, type TestTemporal } from '../testing/temporal.ts';
import { callEnded } from '../workflows/contract.ts';
import { decodePayloads, encodePayloads } from './codec-endpoint.ts';
import { createPayloadCodec } from './payload-codec.ts';

const key = () => randomBytes(32).toString('base64');
const [first, second, index] = [key(), key(), key()];
const keyring = (current: string, keys: Record<string, string>) =>
  createKeyring(JSON.stringify({ current, keys }), index);
const plain = { metadata: { encoding: Buffer.from('json/plain') }, data: Buffer.from('"a transcript"') };

describe('payloads', () => {
  test('come back as they were, and show nothing but the key id meanwhile', async () => {
    const codec = createPayloadCodec(keyring('k1', { k1: first }));
    const [sealed] = await codec.encode([plain]);
    expect(Buffer.from(sealed?.data ?? []).toString()).not.toContain('transcript');
    expect(Buffer.from(sealed?.metadata?.['key-id'] ?? []).toString()).toBe('k1');
    const [opened] = await codec.decode(sealed ? [sealed] : []);
    expect(Buffer.from(opened?.data ?? []).toString()).toBe('"a transcript"');
  });

  test('sealed under an older key stay readable after the keys were rotated', async () => {
    const sealed = await createPayloadCodec(keyring('k1', { k1: first })).encode([plain]);
    const [opened] = await createPayloadCodec(keyring('k2', { k1: first, k2: second })).decode(sealed);
    expect(Buffer.from(opened?.data ?? []).toString()).toBe('"a transcript"');
  });

  test('sealed under a key that is gone are refused by name', async () => {
    const sealed = await createPayloadCodec(keyring('k1', { k1: first })).encode([plain]);
    await expect(createPayloadCodec(keyring('k2', { k2: second })).decode(sealed)).rejects.toThrow('"k1"');
  });

  test('cannot be sealed where the current key is missing: the process does not start', () => {
    expect(() => keyring('k9', { k1: first })).toThrow('"current" names "k9"');
  });

  test('are opened and sealed for the Temporal UI in its JSON', async () => {
    const codec = createPayloadCodec(keyring('k1', { k1: first }));
    const body = {
      payloads: [{ metadata: { encoding: 'anNvbi9wbGFpbg==' }, data: Buffer.from('"hi"').toString('base64') }],
    };
    const sealed = await encodePayloads(codec, body);
    expect(sealed).not.toEqual(body);
    expect(await decodePayloads(codec, sealed)).toEqual(body);
  });
});

describe('the server', () => {
  const engine = createFakeEngine();
  let temporal: TestTemporal;
  const { place } = createDriver(() => temporal, engine);
  beforeAll(async () => {
    temporal = await startTestTemporal();
    await temporal.run(engine.activities);
  });
  afterAll(() => temporal?.stop());

  test('holds no input, signal, result, failure message or stack trace in the clear', async () => {
    const { dial, isLost } = ringing();
    const call = await place({ dial, fence: seen({ answered: true }) });
    await eventually(() => expect(engine.done(call.attemptId)).toContain('dial'));
    await call.signal(callEnded, aReport({ error: 'SECRET-IN-REPORT' }));
    isLost();
    await call.result();
    const stored = historyToJSON(await temporal.plainClient.workflow.getHandle(call.workflowId).fetchHistory());
    const everything = `${stored}\n${decodedBytes(stored)}`;
    for (const word of ['SECRET-IN-REPORT', 'agent-ended', 'ringTimeoutMs', 'socket hang up', 'engine-driver.ts']) {
      expect(everything).not.toContain(word);
    }
    expect(stored).toContain('Encoded failure');
  });
});

function decodedBytes(json: string): string {
  return [...json.matchAll(/"([A-Za-z0-9+/=]{8,})"/g)].map(([, text = '']) => Buffer.from(text, 'base64')).join('\n');
}
