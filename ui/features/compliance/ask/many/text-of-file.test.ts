import { expect, test } from '@jest/globals';
import { MOST_MEGABYTES, textOfFile } from './text-of-file.ts';

const text = 'Ort,Telefon\nKöln,+49 221 555 0100\n';
const utf16 = Buffer.from(`\uFEFF${text}`, 'utf16le');

test.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, little end first', utf16],
  ['UTF-16, big end first', Buffer.from(utf16).swap16()],
  ['Windows-1252', Buffer.from(text, 'latin1')],
])('a file is read in its encoding: %s', async (_name, bytes) => {
  expect(await textOfFile(new Blob([new Uint8Array(bytes)]))).toBe(text);
});

test('what is too large is refused before it is read', async () => {
  const large = { size: MOST_MEGABYTES * 1024 * 1024 + 1, arrayBuffer: () => Promise.reject(new Error('it was read')) };
  await expect(textOfFile(large)).rejects.toThrow(`${MOST_MEGABYTES} MB`);
});
