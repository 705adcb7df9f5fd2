import { readProfile, localProfileFile, type Profile, stateHomeOf, userProfileFile } from './profile.ts';
import { CommandFailure, EXIT } from './failure.ts';
import { type ApiClient, createClient } from './http/client.ts';
import type { Output } from './terminal/live-block.ts';

/** What a command may touch of the world. */
export interface Context {
  /** Of this package. */
  readonly version: string;
  readonly env: NodeJS.ProcessEnv;
  /** The checkout that this command line belongs to. */
  readonly root: string;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** A server, and where its address and key were found. */
export interface Target {
  readonly profile: Profile;
  readonly source: string;
}

/**
 * Which server is meant: RINGFENCE_URL with RINGFENCE_API_KEY, else what `ringfence login` kept, else the system that
 * `npm start` runs in this checkout.
 */
export function findTarget({ env, root }: Pick<Context, 'env' | 'root'>): Target {
  const url = env['RINGFENCE_URL'];
  const apiKey = env['RINGFENCE_API_KEY'];
  const saved = [userProfileFile(env), localProfileFile(stateHomeOf(root, env))].flatMap((file) => {
    const profile = readProfile(file);
    return profile ? [{ profile, source: file }] : [];
  });
  if (url !== undefined && url !== '') {
    if (!/^https?:\/\/./i.test(url) || !URL.canParse(url)) {
      throw new CommandFailure(EXIT.usage, 'RINGFENCE_URL is no address of a server.', [
        'Write it with its scheme, such as http://127.0.0.1:8100.',
      ]);
    }
    if (apiKey) return { profile: { url, apiKey }, source: 'RINGFENCE_URL and RINGFENCE_API_KEY' };
    const known = saved.find(({ profile }) => new URL(profile.url).origin === originOf(url));
    if (known) return { profile: { ...known.profile, url }, source: `RINGFENCE_URL, key from ${known.source}` };
    throw new CommandFailure(EXIT.auth, 'RINGFENCE_URL is set without RINGFENCE_API_KEY.', [
      'Set RINGFENCE_API_KEY to a key of that server (POST /api/v1/api-keys), or run `ringfence login URL`.',
    ]);
  }
  const [first] = saved;
  if (!first) {
    throw new CommandFailure(EXIT.auth, 'No server is known.', [
      'Start one here with `npm start`, run `ringfence login URL`, or set RINGFENCE_URL and RINGFENCE_API_KEY.',
    ]);
  }
  return apiKey ? { profile: { ...first.profile, apiKey }, source: `${first.source}, RINGFENCE_API_KEY` } : first;
}

export function connect(context: Pick<Context, 'env' | 'root'>): ApiClient {
  return createClient(findTarget(context).profile);
}

function originOf(url: string): string {
  try {
    return new URL(url).origin;
  } catch {
    throw new CommandFailure(EXIT.usage, 'RINGFENCE_URL is not a URL such as http://127.0.0.1:8100.');
  }
}
