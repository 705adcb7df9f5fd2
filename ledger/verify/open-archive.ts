import { EXPORT_FILES, EXPORT_FORMAT, type Manifest } from './export-format.ts';
import type { PublicKey, SignedHead } from './head.ts';
import { linesOf, textOfStream } from './pieces.ts';
import { openZip } from './zip.ts';

/** The archive is not what it should be; the message says how. */
export class Unreadable extends Error {
  override name = 'Unreadable';
}

export interface Archive {
  readonly manifest: Manifest;
  readonly keys: readonly PublicKey[];
  /** Heads by size. */
  heads(): AsyncGenerator<SignedHead, undefined>;
  open(name: string): ReadableStream<Uint8Array>;
}

/** @throws Unreadable */
export async function openArchive(file: Blob): Promise<Archive> {
  const files = await openZip(file).catch((error: unknown) => {
    throw new Unreadable(error instanceof Error ? error.message : 'it is no zip archive');
  });
  const open = (name: string) => {
    const found = files.get(name);
    if (!found) throw new Unreadable(`it has no ${name}`);
    return found.open();
  };
  const manifest: Manifest = JSON.parse(await textOfStream(open(EXPORT_FILES.manifest)));
  if (manifest.format !== EXPORT_FORMAT || manifest.version !== 1)
    throw new Unreadable('it is no export of a ledger, or of a newer kind');
  const { from, to, size } = manifest;
  if (![from, to, size].every(Number.isSafeInteger) || from < 0 || to < from || size < to)
    throw new Unreadable('its manifest names no range of entries');
  const keys: PublicKey[] = JSON.parse(await textOfStream(open(EXPORT_FILES.keys)));
  return {
    manifest,
    keys,
    async *heads() {
      for await (const line of linesOf(open(EXPORT_FILES.heads))) {
        const head: SignedHead = JSON.parse(new TextDecoder().decode(line));
        yield head;
      }
      return undefined;
    },
    open,
  };
}
