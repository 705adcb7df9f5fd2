import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type Breakage =
  | 'none'
  | 'wrong-checksum'
  | 'no-checksum'
  | 'truncated'
  | 'missing'
  | 'stalled'
  | 'silent'
  | 'not-an-archive'
  | 'html-page'
  | 'endless-redirect'
  | 'other-program';

export interface ReleaseSite {
  readonly url: string;
  /** How often the archive itself was asked for. */
  downloads(): number;
  close(): Promise<void>;
}

/** A web server that offers a release the way the official sites do, whole or broken in one way. */
export async function startReleaseSite(
  archiveName: string,
  binary: string,
  says: string,
  breakage: Breakage,
): Promise<ReleaseSite> {
  const archive = archiveFor(binary, says, breakage);
  let downloads = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    if (breakage === 'silent') return;
    if (breakage === 'missing') return void response.writeHead(404).end('Not Found');
    if (breakage === 'endless-redirect') return void response.writeHead(302, { location: path }).end();
    if (breakage === 'html-page') return void response.end('<!doctype html><title>Sign in to the network</title>');
    if (path.endsWith('/checksums.txt')) return void response.end(checksums(archiveName, archive, breakage));
    downloads += 1;
    send(response, archive, breakage);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    downloads: () => downloads,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

/** A real gzipped tar with a program that says its version. */
function archiveFor(binary: string, says: string, breakage: Breakage): Buffer {
  if (breakage === 'not-an-archive') return Buffer.from('this is not an archive');
  const folder = mkdtempSync(join(tmpdir(), 'release-'));
  try {
    const name = breakage === 'other-program' ? 'something-else' : binary;
    writeFileSync(join(folder, name), `#!/bin/sh\necho '${says}'\n`);
    chmodSync(join(folder, name), 0o755);
    execFileSync('tar', ['-czf', 'archive.tar.gz', name], { cwd: folder });
    return readFileSync(join(folder, 'archive.tar.gz'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function checksums(archiveName: string, archive: Buffer, breakage: Breakage): string {
  const right = createHash('sha256').update(archive).digest('hex');
  const shown = breakage === 'wrong-checksum' ? right.replace(/^./, (digit) => (digit === '0' ? '1' : '0')) : right;
  return `${'0'.repeat(64)}  another_file.tar.gz\n${breakage === 'no-checksum' ? '' : `${shown}  ${archiveName}\n`}`;
}

function send(response: ServerResponse, archive: Buffer, breakage: Breakage): void {
  response.writeHead(200, { 'content-length': archive.length });
  if (breakage === 'truncated') {
    response.write(archive.subarray(0, 20), () => response.destroy());
  } else if (breakage === 'stalled') {
    response.write(archive.subarray(0, 20));
  } else {
    response.end(archive);
  }
}
