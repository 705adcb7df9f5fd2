import { FileTooLarge, type StoredFile } from '../../../storage/file-store.ts';
import type { ApiDependencies } from '../../dependencies.ts';
import { invalid, Problem } from '../../http/problem.ts';
import type { StreamScope } from '../../http/route.ts';

/** Keeps the body of a request as a file. It is whole under its key, or not there. */
export async function storeBody(
  { request }: Pick<StreamScope, 'request'>,
  fileKey: string,
  deps: ApiDependencies,
): Promise<StoredFile> {
  const type = (request.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type === '' || type === 'application/json' || type.startsWith('multipart/')) {
    throw new Problem(
      415,
      'unsupported-media-type',
      'The body is not the file',
      'Send the file itself as the body, with a content type such as text/csv, text/plain, application/zip or application/octet-stream.',
    );
  }
  try {
    const body = request.iterator({ destroyOnReturn: false });
    const stored = await deps.files.put(fileKey, body, { maxBytes: deps.config.limits.uploadBytes });
    if (stored.bytes > 0) return stored;
    throw invalid([{ field: 'body', message: 'It is empty.', remedy: 'Send the file as the body.' }]);
  } catch (error) {
    // Read to its end, so that the client gets to see the answer.
    request.resume();
    await deps.files.remove(fileKey);
    if (!(error instanceof FileTooLarge)) throw error;
    const remedy = `Files may have ${error.maxBytes} bytes. Zip it, or raise IMPORT_MAX_BYTES.`;
    throw new Problem(413, 'too-large', 'The file is too large', remedy);
  }
}
