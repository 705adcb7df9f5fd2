import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { StateFolder } from './state-folder.ts';

const fileIn = (state: StateFolder) => join(state.home, 'password-shown');

/** Did a start of this checkout get as far as showing the demo owner's password? */
export function wasPasswordShown(state: StateFolder): boolean {
  return existsSync(fileIn(state));
}

/** Only that it was shown; the password itself is kept nowhere. */
export function rememberPasswordShown(state: StateFolder): void {
  writeFileSync(fileIn(state), '');
}
