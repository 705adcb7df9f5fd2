import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FakeProvider {
  url: string;
  /** Paths that were asked, with the key that came with each. */
  asked: { path: string; key: string }[];
  close(): Promise<void>;
}

/** A provider of the outside world, which knows one key. */
export async function startFakeProvider(
  answers: (path: string) => { status?: number; type?: string; body: string | Buffer } | null,
  goodKey = 'good-key-of-a-test',
): Promise<FakeProvider> {
  const asked: FakeProvider['asked'] = [];
  const server = createServer((request: IncomingMessage, response: ServerResponse) => {
    const path = request.url ?? '';
    const { authorization = '', ...headers } = request.headers;
    const sent = headers['xi-api-key'] ?? headers['x-api-key'] ?? authorization.replace(/^(Bearer|Token) /, '');
    const key = String(sent);
    asked.push({ path, key });
    const found = answers(path);
    if (key !== goodKey) response.writeHead(401).end(`{"error":"bad key ${key}"}`);
    else if (found === null) response.writeHead(404).end();
    else response.writeHead(found.status ?? 200, { 'content-type': found.type ?? 'application/json' }).end(found.body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    asked,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
