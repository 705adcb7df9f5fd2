/** More than ten thousand lines with all that a file says of people; what is larger is no list to ask about at once. */
export const MOST_MEGABYTES = 16;

/**
 * The text of a file: in the encoding that its first bytes name, else UTF-8, and where it is not that, what older programs
 * of offices write. @throws when it is too large, or cannot be read
 */
export async function textOfFile(file: Pick<Blob, 'size' | 'arrayBuffer'>): Promise<string> {
  if (file.size > MOST_MEGABYTES * 1024 * 1024)
    throw new Error(`It is larger than ${MOST_MEGABYTES} MB. Split it, or leave columns out that are not asked about.`);
  return textIn(new Uint8Array(await file.arrayBuffer()));
}

function textIn(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}
