/** A file in a zip archive: its bytes, unpacked as they are read. */
export interface ZipEntry {
  readonly name: string;
  open(): ReadableStream<Uint8Array>;
}

const END_OF_DIRECTORY = 0x06054b50;
const END_OF_DIRECTORY_64 = 0x06064b50;
const DIRECTORY_ENTRY = 0x02014b50;
const LOCAL_ENTRY = 0x04034b50;
/** The end of the directory, its 64-bit kin, and the longest comment. */
const LONGEST_END = 22 + 20 + 56 + 65_535;

/** Lists the files of a zip archive (APPNOTE 6.3, stored or deflated, 64-bit sizes too), by name. @throws when it is none. */
export async function openZip(archive: Blob): Promise<Map<string, ZipEntry>> {
  const { offset, size } = await findDirectory(archive);
  const view = await viewOf(archive, offset, offset + size);
  const entries = new Map<string, ZipEntry>();
  for (let at = 0; at + 46 <= view.byteLength && view.getUint32(at, true) === DIRECTORY_ENTRY; ) {
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const name = textOf(view, at + 46, nameLength ?? 0);
    const method = view.getUint16(at + 10, true);
    const sizes = { packed: view.getUint32(at + 20, true), offset: view.getUint32(at + 42, true) };
    readExtra64(view, at, 46 + (nameLength ?? 0), extraLength ?? 0, sizes);
    // Other programs may take the other one.
    if (entries.has(name)) throw new Error(`it has two files named ${name}`);
    entries.set(name, { name, open: () => unpack(archive, sizes, method) });
    at += 46 + (nameLength ?? 0) + (extraLength ?? 0) + (commentLength ?? 0);
  }
  if (entries.size === 0) throw new Error('the file is no zip archive, or it is cut off');
  return entries;
}

async function findDirectory(archive: Blob): Promise<{ offset: number; size: number }> {
  const from = Math.max(0, archive.size - LONGEST_END);
  const view = await viewOf(archive, from, archive.size);
  for (let at = view.byteLength - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END_OF_DIRECTORY) continue;
    const size = view.getUint32(at + 12, true);
    const offset = view.getUint32(at + 16, true);
    if (offset !== 0xffffffff && size !== 0xffffffff) return { offset, size };
    const end64 = Number(view.getBigUint64(at - 20 + 8, true)) - from;
    if (view.getUint32(end64, true) !== END_OF_DIRECTORY_64) break;
    return { size: Number(view.getBigUint64(end64 + 40, true)), offset: Number(view.getBigUint64(end64 + 48, true)) };
  }
  throw new Error('the file is no zip archive, or it is cut off');
}

/** Sizes that do not fit 32 bits stand in an extra field, in this order and only where they are needed. */
function readExtra64(
  view: DataView,
  at: number,
  from: number,
  length: number,
  sizes: { packed: number; offset: number },
): void {
  for (let place = at + from; place < at + from + length; place += 4 + view.getUint16(place + 2, true)) {
    if (view.getUint16(place, true) !== 1) continue;
    let next = place + 4;
    if (view.getUint32(at + 24, true) === 0xffffffff) next += 8;
    if (sizes.packed === 0xffffffff) {
      sizes.packed = Number(view.getBigUint64(next, true));
      next += 8;
    }
    if (sizes.offset === 0xffffffff) sizes.offset = Number(view.getBigUint64(next, true));
  }
}

function unpack(
  archive: Blob,
  { packed, offset }: { packed: number; offset: number },
  method: number,
): ReadableStream<Uint8Array> {
  const { readable, writable } = new TransformStream<Uint8Array, Uint8Array>();
  const copy = async () => {
    const head = await viewOf(archive, offset, offset + 30);
    if (head.byteLength < 30 || head.getUint32(0, true) !== LOCAL_ENTRY) throw new Error('the zip archive is damaged');
    const start = offset + 30 + head.getUint16(26, true) + head.getUint16(28, true);
    const bytes = archive.slice(start, start + packed).stream();
    if (method === 0) return bytes.pipeTo(writable);
    if (method === 8) return bytes.pipeThrough(new DecompressionStream('deflate-raw')).pipeTo(writable);
    throw new Error('the zip archive is packed in a way that is not read here');
  };
  copy().catch((error: unknown) => writable.abort(error).catch(() => undefined));
  return readable;
}

async function viewOf(archive: Blob, start: number, end: number): Promise<DataView> {
  return new DataView(await archive.slice(start, end).arrayBuffer());
}

function textOf(view: DataView, at: number, length: number): string {
  return new TextDecoder().decode(new Uint8Array(view.buffer, at, length));
}
