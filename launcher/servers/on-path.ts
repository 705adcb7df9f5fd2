import { accessSync, constants, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { executableName } from './executable.ts';

/** The first executable of this name in the PATH's folders. */
export function binaryOnPath(name: string, path = process.env['PATH'] ?? ''): string | undefined {
  const file = executableName(name);
  return path
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, file))
    .find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}
