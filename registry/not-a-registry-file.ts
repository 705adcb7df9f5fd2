/** The file is something else altogether. The message says what, and what to do. */
export class NotARegistryFile extends Error {
  override name = 'NotARegistryFile';
}

/** @throws NotARegistryFile when the first line is plainly of another kind of file. */
export function refuseOtherFiles(firstLine: string): void {
  const text = firstLine.replace(/^\u00ef\u00bb\u00bf/, '').trimStart();
  const what = OTHERS.find(([pattern]) => pattern.test(text))?.[1];
  if (what !== undefined) {
    throw new NotARegistryFile(`The file is ${what}. Download the flat text form of the list: one number a line.`);
  }
}

const OTHERS: readonly [RegExp, string][] = [
  [/^<\?xml/i, 'XML'],
  [/^<(!doctype|html)/i, 'a web page, perhaps that of an expired sign-in'],
  [/^</, 'XML'],
  [/^%PDF/, 'a PDF document'],
  [/^[[{]/, 'JSON'],
  [/^(Rar!|7z)/, 'an archive that is neither zip nor gzip'],
];
