import type { Session } from '../../../session/session.ts';

/**
 * Sends a file as it is. By XMLHttpRequest: it is the one way of a browser to tell how much of a large file is gone.
 * @param once the same sending, repeated, is done once
 * @throws Problem
 */
export async function sendFile<Answer>(
  session: Session,
  path: string,
  query: Record<string, string>,
  { file, type, once }: { file: File; type: string; once: string },
  onSent: (share: number) => void,
): Promise<Answer> {
  const token = await session.token();
  const given = Object.entries(query).filter(([, value]) => value !== '');
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `${path}?${new URLSearchParams(given).toString()}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', type);
    request.setRequestHeader('idempotency-key', once);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new TypeError('the connection was lost'));
    request.onload = () => {
      if (request.status < 300) resolve(request.response);
      else reject(request.response);
    };
    request.send(file);
  });
}
