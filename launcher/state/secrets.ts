import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const Secrets = z.object({
  ownerPassword: z.string(),
  appPassword: z.string(),
  /** The value of RINGFENCE_KEYS. */
  keys: z.string(),
  /** The value of RINGFENCE_HMAC_KEY. */
  hmacKey: z.string(),
  jwtSecret: z.string(),
  workerToken: z.string(),
  livekitKey: z.string(),
  livekitSecret: z.string(),
});

/** What a local installation needs and nobody wants to invent; generated once, readable by its owner alone. */
export type Secrets = z.infer<typeof Secrets>;

/** The installation's secrets; made at the first start. Losing the file means losing what is sealed with its keys. */
export function openSecrets(stateHome: string): Secrets {
  const file = join(stateHome, 'secrets.json');
  if (!existsSync(file)) {
    const draft = `${file}.${process.pid}`;
    writeFileSync(draft, `${JSON.stringify(generate(), null, 2)}\n`, { mode: 0o600 });
    renameSync(draft, file);
  }
  return Secrets.parse(JSON.parse(readFileSync(file, 'utf8')));
}

function generate(): Secrets {
  const key = () => randomBytes(32).toString('base64');
  const token = () => randomBytes(32).toString('base64url');
  return {
    ownerPassword: token(),
    appPassword: token(),
    keys: JSON.stringify({ current: 'k1', keys: { k1: key() } }),
    hmacKey: key(),
    jwtSecret: token(),
    workerToken: token(),
    livekitKey: `rf${randomBytes(6).toString('hex')}`,
    livekitSecret: token(),
  };
}
