import { PassThrough, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import type { Database } from '../../database/connect.ts';
import { EXPORT_FILES } from '../../ledger/verify/export-format.ts';
import { describeExport, entryLines, type ExportScope, headLines, leafBytes, personalLines } from './export-parts.ts';

const ABOUT = `Entries of a Ringfence ledger, with what proves them complete and unchanged.

entries.ndjson   one entry a line, in the order of sealing; a leaf is SHA-256(0x00 || line)
leaves.bin       the leaves as they were sealed, 32 bytes each
heads.ndjson     signed tree heads (Ed25519) over them
keys.json        public keys that signed
personal.ndjson  personal data of entries as ciphertext; the line holds its SHA-256
manifest.json    which entries, of whose ledger, and the hashes beside them in the tree

Verify with: ringfence audit verify THIS.zip [--against HEAD.json]
Names, addresses and telephone numbers are not in it: only ids and keyed indexes of numbers.
`;

/**
 * The archive as a stream of bytes. It says what the database says at this moment: an entry that somebody took away has
 * no line, and the one that verifies notices.
 */
export async function writeArchive(
  database: Pick<Database, 'inTenant'>,
  scope: ExportScope,
  nowMs: number,
  onEntries: (lines: number) => Promise<void>,
): Promise<AsyncIterable<Uint8Array>> {
  const { manifest, keys } = await database.inTenant(scope.tenantId, (tx) => describeExport(tx, scope, nowMs));
  const zip = new ZipFile();
  const out = new PassThrough();
  zip.outputStream.pipe(out);
  zip.on('error', (error: Error) => out.destroy(error));
  const text = (name: string, content: string) => zip.addBuffer(Buffer.from(content), name);
  /** Read only when its turn comes. */
  const stream = (name: string, open: () => AsyncIterable<string | Uint8Array>) =>
    zip.addReadStreamLazy(name, (give) => {
      const source = Readable.from(open(), { objectMode: false });
      source.on('error', (error) => out.destroy(error));
      give(null, source);
    });
  text('README.txt', ABOUT);
  text(EXPORT_FILES.manifest, JSON.stringify(manifest));
  text(EXPORT_FILES.keys, JSON.stringify(keys));
  stream(EXPORT_FILES.heads, () => headLines(database, scope));
  stream(EXPORT_FILES.leaves, () => leafBytes(database, scope));
  stream(EXPORT_FILES.entries, () => entryLines(database, scope, onEntries));
  stream(EXPORT_FILES.personal, () => personalLines(database, scope));
  zip.end();
  return out;
}
