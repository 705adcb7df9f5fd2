import type { Session } from '../session/session.ts';
import { answerIn } from './answer-in.ts';

/**
 * Sends a file as it is. By XMLHttpRequest: it is the one way of a browser to tell how much of a large file is gone.
 * @param once the same sending, repeated, is done once
 * @throws Problem, or an error that says the status
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
  const url = new URL(`${path}?${new URLSearchParams(given).toString()}`, location.origin).href;
  const headers = { 'content-type': type, 'idempotency-key': once };
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', url);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    for (const [name, value] of Object.entries(headers)) request.setRequestHeader(name, value);
    request.responseType = 'json';
    request.upload.onprogress = ({ loaded, total }) => onSent(total === 0 ? 0 : loaded / total);
    request.onerror = () => reject(new TypeError('the connection was lost'));
    request.onload = () => {
      session.note({ method: 'POST', url, headers, body: null, status: request.status, at: Date.now() });
      try {
        resolve(answerIn<Answer>(request.status, request.response));
      } catch (error) {
        reject(error);
      }
    };
    request.send(file);
  });
}
