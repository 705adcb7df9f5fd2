import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { crc32, createGunzip } from 'node:zlib';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { NotARegistryFile } from './not-a-registry-file.ts';

const CHUNK_BYTES = 1024 * 1024;
/** Five times the longest registry there is. What unpacks to more is no list of numbers, and would be read for days. */
const MOST_BYTES = 20 * 1024 ** 3;
const CUT_OFF = 'The file is cut off or damaged: fetch and upload it again.';

/**
 * The text files in an upload, one after the other: plain text, gzip and zip, told apart by their first bytes. A zip file
 * is first written to `spool`, since its index stands at its end. @throws NotARegistryFile
 */
export async function* unpack(
  file: AsyncIterable<Uint8Array>,
  spool: string,
  mostBytes = MOST_BYTES,
): AsyncGenerator<AsyncIterable<Uint8Array>> {
  let left = mostBytes;
  for await (const text of textsIn(file, spool)) yield within(text);

  async function* within(text: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const bytes of text) {
      left -= bytes.length;
      if (left < 0)
        throw new NotARegistryFile('The file unpacks to far more than any registry: upload the list alone.');
      yield bytes;
    }
  }
}

async function* textsIn(file: AsyncIterable<Uint8Array>, spool: string): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const source = file[Symbol.asyncIterator]();
  const first = await source.next();
  const head: Uint8Array = first.done ? new Uint8Array(0) : first.value;
  const whole = startingWith(head, source);
  if (head[0] === 0x1f && head[1] === 0x8b) yield gunzip(whole);
  else if (head[0] === 0x50 && head[1] === 0x4b) {
    try {
      await pipeline(whole, createWriteStream(spool));
      yield* unzip(spool);
    } finally {
      await rm(spool, { force: true });
    }
  } else yield whole;
}

async function* startingWith(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  if (head.length > 0) yield head;
  yield* { [Symbol.asyncIterator]: () => rest };
}

async function* gunzip(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const source = Readable.from(packed, { objectMode: false });
  const plain = createGunzip({ chunkSize: CHUNK_BYTES });
  source.on('error', (error) => plain.destroy(error));
  try {
    yield* source.pipe(plain);
  } catch (error) {
    throw isZlibError(error) ? new NotARegistryFile(CUT_OFF) : error;
  } finally {
    source.destroy();
  }
}

async function* unzip(path: string): AsyncGenerator<AsyncIterable<Uint8Array>> {
  const zip = await openZip(path);
  try {
    let texts = 0;
    for (let entry = await nextEntry(zip); entry !== null; entry = await nextEntry(zip)) {
      if (entry.fileName.endsWith('/') || entry.fileName.startsWith('__MACOSX/')) continue;
      if (entry.isEncrypted()) throw new NotARegistryFile('The zip file has a password: upload it without one.');
      if (/\.(xml|pdf|xlsx?|docx?|html?|zip|gz|exe)$|^xl\//i.test(entry.fileName)) {
        throw new NotARegistryFile('The zip file holds something that is no text file. Upload the flat text form.');
      }
      texts += 1;
      yield checked(zip, entry);
    }
    if (texts === 0) throw new NotARegistryFile('The zip file holds no text file.');
  } finally {
    zip.close();
  }
}

/** The bytes of an entry; the sum that the archive gives for them must come out. */
async function* checked(zip: ZipFile, entry: Entry): AsyncGenerator<Uint8Array> {
  let sum = 0;
  try {
    for await (const piece of await openEntry(zip, entry)) {
      const bytes: Uint8Array = piece;
      sum = crc32(bytes, sum);
      yield bytes;
    }
  } catch (error) {
    throw isZlibError(error) || isSizeError(error) ? new NotARegistryFile(CUT_OFF) : error;
  }
  if (sum !== entry.crc32) throw new NotARegistryFile(CUT_OFF);
}

function openZip(path: string): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    yauzl.open(path, { lazyEntries: true, autoClose: false }, (error, zip) =>
      error ? reject(new NotARegistryFile(CUT_OFF)) : resolve(zip),
    );
  });
}

function nextEntry(zip: ZipFile): Promise<Entry | null> {
  return new Promise((resolve, reject) => {
    const done = () => {
      zip.removeAllListeners('entry').removeAllListeners('end').removeAllListeners('error');
    };
    zip.once('entry', (entry: Entry) => (done(), resolve(entry)));
    zip.once('end', () => (done(), resolve(null)));
    zip.once('error', () => (done(), reject(new NotARegistryFile(CUT_OFF))));
    zip.readEntry();
  });
}

function openEntry(zip: ZipFile, entry: Entry): Promise<Readable> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => (error ? reject(new NotARegistryFile(CUT_OFF)) : resolve(stream)));
  });
}

function isZlibError(error: unknown): boolean {
  return codeOf(error).startsWith('Z_');
}

/** What the archive's reader says when more or fewer bytes come than the index told. */
function isSizeError(error: unknown): boolean {
  const message = typeof error === 'object' && error !== null && 'message' in error ? String(error.message) : '';
  return /(too many|not enough) bytes/.test(message);
}

function codeOf(error: unknown): string {
  return typeof error === 'object' && error !== null && 'code' in error ? String(error.code) : '';
}
