import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';

/** Which server the command line speaks to, and as whom. */
export const Profile = z.object({ url: z.url(), apiKey: z.string().min(1) });
export type Profile = z.infer<typeof Profile>;

/** Written by `ringfence login`: `$XDG_CONFIG_HOME/ringfence/profile.json`. */
export function userProfileFile(environment: NodeJS.ProcessEnv): string {
  const config = environment['XDG_CONFIG_HOME'] ?? join(homedir(), '.config');
  return environment['RINGFENCE_PROFILE'] ?? join(config, 'ringfence', 'profile.json');
}

/** Written by `npm start` for the system that it started in this checkout. */
export function localProfileFile(stateHome: string): string {
  return join(stateHome, 'command-line.json');
}

/** The folder in which the checkout at `root` keeps what it runs on. */
export function stateHomeOf(root: string, environment: NodeJS.ProcessEnv): string {
  return resolve(root, environment['RINGFENCE_STATE_DIR'] ?? '.ringfence');
}

/** Null when there is no such file. @throws when it is there and is not a profile. */
export function readProfile(file: string): Profile | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch {
    return null;
  }
  const parsed = Profile.safeParse(parseJson(text));
  if (!parsed.success) throw new Error(`${file} is not a profile: delete it and run \`ringfence login\``);
  return parsed.data;
}

/** Readable by its owner alone; replaced at once, so that a reader never sees half of it. */
export function writeProfile(file: string, profile: Profile): void {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, `${JSON.stringify(profile, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, file);
}

export function removeProfile(file: string): void {
  rmSync(file, { force: true });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
