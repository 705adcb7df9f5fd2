import { openAsBlob } from 'node:fs';
import { CommandFailure, EXIT } from './failure.ts';

/** A file to upload, read as it is sent. @throws CommandFailure where it cannot be read. */
export async function openFile(path: string): Promise<Blob> {
  try {
    return await openAsBlob(path);
  } catch {
    throw new CommandFailure(EXIT.usage, `${path} cannot be read: check its name and that you may read it.`);
  }
}
