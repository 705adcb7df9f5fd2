import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PORTS } from '../launcher/ports/ports.ts';
import { LIVEKIT, TEMPORAL } from '../launcher/servers/release.ts';

const ROOT = join(import.meta.dirname, '..');
const text = (file: string) => readFileSync(join(ROOT, file), 'utf8');
const CONFIGS = [
  'api/config.ts',
  'temporal/config.ts',
  'voice-worker/config.ts',
  'dev-carrier/config.ts',
  'storage/create-file-store.ts',
  'registry/config.ts',
];

/** Handed from the voice worker to its own job processes. */
const INTERNAL = ['VOICE_LINK_URL', 'VOICE_LINK_TOKEN'];

function variables(): string[] {
  const read = CONFIGS.flatMap((file) =>
    [...text(file).matchAll(/^\s+([A-Z][A-Z0-9_]{3,}):/gm)].map(([, name = '']) => name),
  );
  const composed = [...text('docker-compose.yml').matchAll(/\$\{([A-Z0-9_]+)/g)].map(([, name = '']) => name);
  const moved = Object.values(PORTS).map(({ variable }) => variable);
  const found = [TEMPORAL, LIVEKIT].flatMap(({ addressVariable, mirrorVariable }) => [addressVariable, mirrorVariable]);
  return [...new Set([...read, ...composed, ...moved, ...found])].filter((name) => !INTERNAL.includes(name)).sort();
}

test.each(variables())('%s is described, and listed in .env.example', (name) => {
  expect(text('docs/configuration.md')).toContain(`\`${name}\``);
  expect(text('.env.example')).toMatch(new RegExp(`^(# )?${name}=`, 'm'));
});

test('what .env.example lists is read by somebody', () => {
  const listed = [...text('.env.example').matchAll(/^(?:# )?([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name);
  const elsewhere = [
    'RINGFENCE_PORT_BASE',
    'RINGFENCE_STATE_DIR',
    'XDG_CACHE_HOME',
    'DATABASE_OWNER_URL',
    'TEMPORAL_API_KEY',
    'TEMPORAL_TLS_CLIENT_CERT_PATH',
    'TEMPORAL_TLS_CLIENT_KEY_PATH',
    'AWS_ACCESS_KEY_ID',
  ];
  expect(listed.filter((name) => name && !variables().includes(name) && !elsewhere.includes(name))).toEqual([]);
});
