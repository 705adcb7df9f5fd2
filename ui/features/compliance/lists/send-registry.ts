import type { RegistryVersion } from '../../../api-client/types.gen.ts';
import type { Session } from '../../../session/session.ts';

export interface Sending {
  list: string;
  mode: string;
  asOf: string | null;
  boughtAreas: string;
  /** The same upload, repeated, is stored once. */
  once: string;
}

/**
 * Sends a registry’s file. By XMLHttpRequest: it is the one way of a browser to tell how much of a large file is gone.
 * @throws Problem
 */
export async function sendRegistry(
  session: Session,
  file: File,
  { list, mode, asOf, boughtAreas, once }: Sending,
  onSent: (share: number) => void,
): Promise<RegistryVersion> {
  const query = new URLSearchParams({ mode, fileName: file.name });
  if (asOf !== null) query.set('asOf', asOf);
  if (boughtAreas !== '') query.set('boughtAreas', boughtAreas);
  const token = await session.token();
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', `/api/v1/dnc/registries/${encodeURIComponent(list)}/versions?${query.toString()}`);
    request.setRequestHeader('authorization', `Bearer ${token}`);
    request.setRequestHeader('content-type', 'application/octet-stream');
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
