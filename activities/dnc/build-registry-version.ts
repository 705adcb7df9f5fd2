import { CancelledFailure } from '@temporalio/common';
import { type DncVersionRow, readOwnVersion, readVersionInForce } from '../../database/dnc/dnc-version.ts';
import { buildInThread, type BuildProgress } from '../../registry/build-in-thread.ts';
import type { Base } from '../../registry/build-request.ts';
import type { BuildCounts } from '../../registry/builder.ts';
import { type Doubt, doubtsAbout } from '../../registry/doubts.ts';
import { isRegistryList, validUntil } from '../../registry/lists.ts';
import type { Manifest } from '../../registry/manifest.ts';
import { NotARegistryFile } from '../../registry/not-a-registry-file.ts';
import { baseOf } from '../../registry/versions.ts';
import type { RegistryDeps } from './deps.ts';
import type { Built, RegistryLoadRef } from './interface.ts';

const PROGRESS_EVERY_MS = 1_000;

/** See RegistryActivities. */
export async function buildRegistryVersion(
  deps: RegistryDeps,
  { tenantId, versionId }: RegistryLoadRef,
  signal: AbortSignal,
): Promise<Built> {
  const { row, inForce } = await deps.database.inTenant(tenantId, async (tx) => {
    const found = await readOwnVersion(tx, versionId);
    return { row: found, inForce: found && (await readVersionInForce(tx, found.list_id)) };
  });
  if (row?.status !== 'building') return { kind: 'ended' };
  if (!isRegistryList(row.list)) return { kind: 'refused', sentence: 'The list is none that files are read for.' };
  const base = inForce && (await readBase(deps.root, inForce));
  try {
    const built = await buildInThread(
      {
        fileKey: row.file_key,
        storage: deps.storage,
        options: {
          root: deps.root,
          versionId,
          request: {
            list: row.list,
            mode: row.mode,
            asOf: row.as_of.getTime(),
            boughtAreas: row.bought_areas,
            source: row.file_sha256.toString('hex'),
            base,
          },
        },
      },
      { signal, onProgress: progressWriter(deps, { tenantId, versionId }) },
    );
    const asOf = Math.min(...built.manifest.areas.map((area) => area.asOf), row.as_of.getTime());
    const doubts = doubtsAbout(
      { ...built, asOf: row.as_of.getTime() },
      inForce && { manifest: base?.manifest ?? remembered(inForce), asOf: inForce.as_of.getTime() },
    );
    await writeResult(
      deps,
      { tenantId, versionId },
      { ...built, doubts, asOf, until: validUntil(row.list, asOf), comparedWith: inForce?.id ?? null },
    );
    const { numbers } = built.manifest;
    const { lines, bad } = built.counts;
    return { kind: 'built', doubts: doubts.map(({ kind }) => kind), lines, numbers, bad };
  } catch (error) {
    if (signal.aborted) throw new CancelledFailure('the load of a registry was cancelled');
    if (error instanceof NotARegistryFile) return { kind: 'refused', sentence: error.message };
    if (error instanceof Error && error.name === 'FileMissing') {
      return { kind: 'refused', sentence: 'The uploaded file is no longer in the file storage: upload it again.' };
    }
    throw error;
  }
}

/** Files of the version in force that are gone or damaged must not keep a whole new list from taking its place. */
async function readBase(root: string, inForce: DncVersionRow): Promise<Base | null> {
  try {
    return await baseOf(root, inForce.id);
  } catch {
    return null;
  }
}

/** What the row still knows of a version whose files are gone: its size and its area codes. */
function remembered({ numbers, areas }: DncVersionRow): Pick<Manifest, 'numbers' | 'areas'> {
  return { numbers: Number(numbers), areas: areas.map((area) => ({ area, numbers: 0, sha256: '', asOf: 0 })) };
}

function progressWriter({ database }: RegistryDeps, { tenantId, versionId }: RegistryLoadRef) {
  let written = 0;
  return ({ lines, bad, bytesRead }: BuildProgress) => {
    const now = performance.now();
    if (now - written < PROGRESS_EVERY_MS) return;
    written = now;
    // Progress is for people: one that is not written is written a second later.
    database
      .inTenant(tenantId, (tx) =>
        tx.query(
          `update dnc_list_versions set lines = $3, bad = $4, bytes_read = $5
           where tenant_id = $1 and id = $2 and status = 'building' and loaded_at is null`,
          [tenantId, versionId, lines, bad, bytesRead],
        ),
      )
      .catch(() => undefined);
  };
}

async function writeResult(
  { database, clock }: RegistryDeps,
  { tenantId, versionId }: RegistryLoadRef,
  built: {
    manifest: Manifest;
    counts: BuildCounts;
    doubts: Doubt[];
    asOf: number;
    until: number;
    /** A whole list says which version its doubts are about; changes and areas have had theirs since the upload. */
    comparedWith: string | null;
  },
): Promise<void> {
  const { manifest, counts } = built;
  await database.inTenant(tenantId, (tx) =>
    tx.query(
      `update dnc_list_versions set bytes_read = file_bytes, lines = $3, blank = $4, bad = $5, repeated = $6, added = $7,
         deleted = $8, bad_lines = $9, numbers = $10, areas = $11, doubts = $12, as_of = $13, valid_until = $14,
         loaded_at = $15, base_id = case when mode = 'full' then $16 else base_id end
       where tenant_id = $1 and id = $2 and status = 'building'`,
      [
        ...[tenantId, versionId, counts.lines, counts.blank, counts.bad, counts.repeated, counts.added, counts.deleted],
        ...[JSON.stringify(counts.badLines), manifest.numbers, manifest.areas.map(({ area }) => area)],
        ...[JSON.stringify(built.doubts), new Date(built.asOf), new Date(built.until), new Date(clock.now())],
        built.comparedWith,
      ],
    ),
  );
}
