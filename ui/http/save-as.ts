import type { Session } from '../session/session.ts';

/** Downloads what needs the token, and hands it to the browser as a file. @throws Problem */
export async function saveAs(session: Session, path: string, name: string): Promise<void> {
  const response = await session.fetch(path);
  if (!response.ok) throw await response.json();
  save(await response.blob(), name);
}

/** Hands a text that is here to the browser as a file. */
export function saveText(text: string, name: string, type: string): void {
  save(new Blob([text], { type }), name);
}

function save(content: Blob, name: string): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
