import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';

/** As much of S3's protocol as the store speaks, in memory, for tests: multipart uploads, ranged reads, removal. */
export interface S3StandIn {
  endpoint: string;
  objects: Map<string, Buffer>;
  /** Uploads begun and neither completed nor aborted. */
  open: Map<string, Map<number, Buffer>>;
  close(): Promise<void>;
}

export async function startS3StandIn(): Promise<S3StandIn> {
  const objects = new Map<string, Buffer>();
  const open = new Map<string, Map<number, Buffer>>();
  let uploads = 0;

  const server = createServer((request, response) => void answer(request, response));

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const url = new URL(request.url ?? '/', 'http://stand-in');
    const key = decodeURIComponent(url.pathname);
    const body = await bodyOf(request);
    const uploadId = url.searchParams.get('uploadId') ?? '';
    const part = Number(url.searchParams.get('partNumber'));
    switch (`${request.method}${url.searchParams.has('uploads') ? ' uploads' : uploadId ? ' upload' : ''}`) {
      case 'POST uploads':
        open.set(`u${++uploads}`, new Map());
        return xml(
          response,
          `<InitiateMultipartUploadResult><UploadId>u${uploads}</UploadId></InitiateMultipartUploadResult>`,
        );
      case 'PUT upload':
        open.get(uploadId)?.set(part, body);
        response.writeHead(200, { etag: `"${createHash('md5').update(body).digest('hex')}"` }).end();
        return;
      case 'POST upload': {
        const parts = [...(open.get(uploadId) ?? [])].toSorted(([a], [b]) => a - b).map(([, bytes]) => bytes);
        objects.set(key, Buffer.concat(parts));
        open.delete(uploadId);
        return xml(response, '<CompleteMultipartUploadResult><ETag>"x"</ETag></CompleteMultipartUploadResult>');
      }
      case 'DELETE upload':
        open.delete(uploadId);
        response.writeHead(204).end();
        return;
      case 'DELETE':
        objects.delete(key);
        response.writeHead(204).end();
        return;
      case 'HEAD':
        response.writeHead(200).end();
        return;
      default:
        return read(objects.get(key), request, response);
    }
  }
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    endpoint: `http://127.0.0.1:${port}`,
    objects,
    open,
    close: () => new Promise((resolve) => server.close(() => resolve()).closeAllConnections()),
  };
}

function read(object: Buffer | undefined, request: IncomingMessage, response: ServerResponse): void {
  if (!object) return xml(response, '<Error><Code>NoSuchKey</Code></Error>', 404);
  const from = Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);
  if (from >= object.length) return xml(response, '<Error><Code>InvalidRange</Code></Error>', 416);
  response.writeHead(206, { 'content-length': object.length - from }).end(object.subarray(from));
}

function xml(response: ServerResponse, text: string, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<?xml version="1.0"?>${text}`);
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of request) pieces.push(Buffer.from(piece));
  return Buffer.concat(pieces);
}
