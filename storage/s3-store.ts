import { createHash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  GetObjectCommand,
  HeadBucketCommand,
  S3Client,
  UploadPartCommand,
} from '@aws-sdk/client-s3';
import { checkKey, FileMissing, FileTooLarge, type FileStore, type StorageSettings } from './file-store.ts';

/** S3 takes parts of 5 MB and more, 10,000 of them: files up to 80 GB. */
const PART_BYTES = 8 * 1024 * 1024;

/** Files in an S3-compatible bucket (AWS, MinIO, R2, Ceph, ...). One part is in memory at a time. */
export function createS3Store(settings: Extract<StorageSettings, { kind: 's3' }>): FileStore {
  const client = new S3Client({
    region: settings.region,
    forcePathStyle: settings.forcePathStyle,
    ...(settings.endpoint === undefined ? {} : { endpoint: settings.endpoint }),
    // Services that are not AWS do not all know the newer checksum headers; TLS and the SHA-256 kept with the file serve.
    requestChecksumCalculation: 'WHEN_REQUIRED',
    responseChecksumValidation: 'WHEN_REQUIRED',
  });
  const at = (key: string) => ({ Bucket: settings.bucket, Key: settings.prefix + checkKey(key) });

  return {
    async put(key, source, { maxBytes }) {
      const { UploadId } = await client.send(new CreateMultipartUploadCommand({ ...at(key), ContentType: 'text/csv' }));
      const upload = { ...at(key), UploadId };
      try {
        const hash = createHash('sha256');
        let bytes = 0;
        const Parts: { ETag: string | undefined; PartNumber: number }[] = [];
        for await (const part of inParts(source)) {
          bytes += part.length;
          if (bytes > maxBytes) throw new FileTooLarge(maxBytes);
          hash.update(part);
          const PartNumber = Parts.length + 1;
          const { ETag } = await client.send(new UploadPartCommand({ ...upload, PartNumber, Body: part }));
          Parts.push({ ETag, PartNumber });
        }
        await client.send(new CompleteMultipartUploadCommand({ ...upload, MultipartUpload: { Parts } }));
        return { bytes, sha256: hash.digest() };
      } catch (error) {
        await client.send(new AbortMultipartUploadCommand(upload)).catch(() => undefined);
        throw error;
      }
    },

    async *read(key, fromByte = 0) {
      try {
        const { Body } = await client.send(new GetObjectCommand({ ...at(key), Range: `bytes=${fromByte}-` }));
        if (Body) yield* byteChunks(Body.transformToWebStream());
      } catch (error) {
        if (named(error, 'InvalidRange')) return;
        throw named(error, 'NoSuchKey') ? new FileMissing(key) : error;
      }
    },

    async remove(key) {
      await client.send(new DeleteObjectCommand(at(key)));
    },

    async check() {
      await client.send(new HeadBucketCommand({ Bucket: settings.bucket }));
    },
  };
}

/** Pieces of any size to parts of PART_BYTES; always at least one part, for an empty file has one too. */
async function* inParts(source: AsyncIterable<Uint8Array>): AsyncIterable<Buffer> {
  let held: Uint8Array[] = [];
  let size = 0;
  let parts = 0;
  for await (const piece of source) {
    for (let from = 0; from < piece.length; ) {
      const taken = piece.subarray(from, from + PART_BYTES - size);
      held.push(taken);
      size += taken.length;
      from += taken.length;
      if (size === PART_BYTES) {
        yield Buffer.concat(held);
        parts++;
        held = [];
        size = 0;
      }
    }
  }
  if (size > 0 || parts === 0) yield Buffer.concat(held);
}

async function* byteChunks(stream: ReadableStream<Uint8Array>): AsyncIterable<Uint8Array> {
  const reader = stream.getReader();
  try {
    for (let next = await reader.read(); !next.done; next = await reader.read()) yield next.value;
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

function named(error: unknown, name: string): boolean {
  return typeof error === 'object' && error !== null && 'name' in error && error.name === name;
}
