import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { temporalAccess } from './client-access.ts';

const folder = mkdtempSync(join(tmpdir(), 'access-'));
afterAll(() => rmSync(folder, { recursive: true }));
const aFile = (name: string, content: string) => {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
};

test('a server of our own asks nothing; variables that are set to nothing are not set', () => {
  expect(temporalAccess({ TEMPORAL_ADDRESS: '127.0.0.1:7233', TEMPORAL_API_KEY: '', TEMPORAL_TLS: '' })).toEqual({});
});

test('an API key is shown over TLS only', () => {
  expect(temporalAccess({ TEMPORAL_API_KEY: 'key' })).toEqual({ apiKey: 'key', tls: true });
});

test('certificates are read from the files that are named', () => {
  const access = temporalAccess({
    TEMPORAL_TLS_CLIENT_CERT_PATH: aFile('crt', 'certificate'),
    TEMPORAL_TLS_CLIENT_KEY_PATH: aFile('key', 'private key'),
  });
  const bytes = (text: string) => new Uint8Array(Buffer.from(text));
  expect(access.tls).toMatchObject({ clientCertPair: { crt: bytes('certificate'), key: bytes('private key') } });
  expect(() => temporalAccess({ TEMPORAL_TLS_CLIENT_CERT_PATH: join(folder, 'gone') })).toThrow('gone');
});

test('a profile of whoever starts the process changes nothing', () => {
  const TEMPORAL_CONFIG_FILE = aFile('temporal.toml', '[profile.default]\napi_key = "of somebody"\n');
  expect(temporalAccess({ TEMPORAL_CONFIG_FILE })).toEqual({});
});
