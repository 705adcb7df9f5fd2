import type { Session } from '../session/session.ts';

/** Downloads what needs the token, and hands it to the browser as a file. @throws Problem */
export async function saveAs(session: Session, path: string, name: string): Promise<void> {
  const response = await session.fetch(path);
  if (!response.ok) throw await response.json();
  const address = URL.createObjectURL(await response.blob());
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 10_000);
}
