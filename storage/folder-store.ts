import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { access, constants, mkdir, open, rename, rm, statfs } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { checkKey, FileMissing, FileTooLarge, type FileStore, type StoredFile } from './file-store.ts';

/** How much is read at once. */
const READ_BYTES = 1024 * 1024;
/** With less than this the next upload fails half-way. */
const LEAST_FREE_BYTES = 64 * 1024 * 1024;

/** Files in a local folder. Processes that share the files share the folder. */
export function createFolderStore(folder: string): FileStore {
  const pathOf = (key: string) => join(folder, checkKey(key));
  return {
    async put(key, source, { maxBytes }): Promise<StoredFile> {
      const path = pathOf(key);
      const part = `${path}.${randomBytes(6).toString('hex')}.part`;
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      const file = await open(part, 'wx', 0o600);
      try {
        const hash = createHash('sha256');
        let bytes = 0;
        for await (const piece of source) {
          bytes += piece.length;
          if (bytes > maxBytes) throw new FileTooLarge(maxBytes);
          hash.update(piece);
          await file.writeFile(piece);
        }
        await file.sync();
        await file.close();
        await rename(part, path);
        return { bytes, sha256: hash.digest() };
      } catch (error) {
        await file.close().catch(() => undefined);
        await rm(part, { force: true });
        throw error;
      }
    },

    async *read(key, fromByte = 0) {
      try {
        yield* createReadStream(pathOf(key), { start: fromByte, highWaterMark: READ_BYTES });
      } catch (error) {
        throw isMissing(error) ? new FileMissing(key) : error;
      }
    },

    async remove(key) {
      await rm(pathOf(key), { force: true });
    },

    async check() {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      await access(folder, constants.R_OK | constants.W_OK);
      const { bavail, bsize } = await statfs(folder);
      if (bavail * bsize < LEAST_FREE_BYTES) throw Object.assign(new Error('no space is left'), { code: 'ENOSPC' });
    },
  };
}

function isMissing(error: unknown): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === 'ENOENT';
}
