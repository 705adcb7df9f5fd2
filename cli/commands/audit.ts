import { hash } from 'node:crypto';
import { createWriteStream, existsSync, openAsBlob } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import type { Command } from 'commander';
import type { z } from 'zod';
import { KeptHead, LedgerExport } from '../../api/contract/ledger.ts';
import type { Proven } from '../../ledger/verify/export-format.ts';
import { verifyExport } from '../../ledger/verify/verify-export.ts';
import { connect, type Context } from '../context.ts';
import { CommandFailure, EXIT } from '../failure.ts';
import type { ApiClient } from '../http/client.ts';
import { addLeaf, type JsonOption } from '../leaf.ts';
import { printJson, printLines } from '../printing.ts';

const LOOK_AGAIN_MS = 500;

export function addAuditCommands(program: Command, context: Context): void {
  const audit = program.command('audit').description('prove what was decided: the sealed ledger');
  addVerify(audit, context);
  addExport(audit, context);
  addLeaf(audit, 'head', 'the newest signed head, to keep where nobody of this system can change it', [
    'audit head > head.json',
  ]).action(async () => {
    printJson(context.stdout, await connect(context).get('/api/v1/ledger/heads/latest', KeptHead));
  });
}

function addVerify(audit: Command, context: Context): void {
  addLeaf(audit, 'verify <export>', 'prove an export complete and unchanged; asks no server and no database', [
    'audit verify ledger.zip',
    'audit verify ledger.zip --against head.json',
  ])
    .option(
      '--against <head>',
      'a head that was kept earlier (`audit head`): what it was signed over must be in the export',
    )
    .action(async (file: string, { json, against }: JsonOption & { against?: string }) => {
      if (!existsSync(file))
        throw new CommandFailure(EXIT.usage, `${file} is not there.`, ['Name a zip archive of `audit export`.']);
      const archive = await openAsBlob(file);
      const kept = against === undefined ? undefined : await readHead(against);
      const sha256 = (bytes: Uint8Array) => hash('sha256', bytes, 'buffer');
      const verification = await verifyExport(archive, { sha256, against: kept });
      if (json) printJson(context.stdout, verification);
      if (verification.ok) {
        if (!json) printLines(context.stdout, provenLines(verification.proven, kept !== undefined));
        return;
      }
      const { kind, sentence } = verification.finding;
      throw new CommandFailure(EXIT.failure, `NOT PROVEN: ${kind}. ${sentence}`);
    });
}

function provenLines({ from, to, head, heads, keys, restores }: Proven, against: boolean): string[] {
  return [
    `Complete and unchanged: entries ${from} to ${to - 1} (${to - from}), under ${heads} signed head${heads === 1 ? '' : 's'}.`,
    `Newest head: ${head.size} entries, ${head.at}, root ${head.root}`,
    `Signed by key ${head.key}${keys.length > 1 ? `, endorsed in a line of ${keys.length} keys` : ''}.`,
    ...restores.map((at) => `The database was restored from a backup on ${at}: compare with a head from before that.`),
    against
      ? 'It contains everything that the kept head was signed over.'
      : 'Without a head from elsewhere (--against) nothing shows that no later entries were left out, or that the key is the right one.',
  ];
}

async function readHead(file: string): Promise<z.infer<typeof Kept>> {
  const parsed = Kept.safeParse(
    await readFile(file, 'utf8')
      .then(JSON.parse)
      .catch(() => undefined),
  );
  if (parsed.success) return parsed.data;
  throw new CommandFailure(EXIT.usage, `${file} is no signed head.`, [
    'Keep one with `ringfence audit head > head.json`.',
  ]);
}

const Kept = KeptHead.partial({ publicKey: true });

function addExport(audit: Command, context: Context): void {
  addLeaf(audit, 'export <file>', 'write the ledger, with what proves it, into a zip archive', [
    'audit export ledger.zip',
    'audit export november.zip --since 2026-11-01T00:00:00Z --until 2026-12-01T00:00:00Z',
  ])
    .option('--since <instant>', 'sealed from then on')
    .option('--until <instant>', 'sealed until then')
    .action(async (file: string, { json, ...range }: JsonOption & { since?: string; until?: string }) => {
      const api = connect(context);
      const asked = await api.post('/api/v1/ledger/exports', LedgerExport, { body: range });
      const done = await untilWritten(api, asked.id, context.signal);
      if (done.status !== 'completed')
        throw new CommandFailure(
          EXIT.failure,
          `The export has ${done.status}.`,
          done.error === null ? [] : [done.error],
        );
      const response = await api.open('GET', `/api/v1/ledger/exports/${asked.id}/file`);
      if (!response.body) throw new CommandFailure(EXIT.failure, 'The server sent no file.');
      await pipeline(Readable.fromWeb(response.body), createWriteStream(file));
      if (json) return printJson(context.stdout, done);
      printLines(context.stdout, [`${file}: ${done.written} entries. Verify: ringfence audit verify ${file}`]);
    });
}

async function untilWritten(api: ApiClient, id: string, signal: AbortSignal): Promise<LedgerExport> {
  for (;;) {
    const now = await api.get(`/api/v1/ledger/exports/${id}`, LedgerExport);
    if (now.finishedAt !== null) return now;
    await pause(LOOK_AGAIN_MS, undefined, { signal });
  }
}
