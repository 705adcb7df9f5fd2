import type { Payload, PayloadCodec } from '@temporalio/common';
import { z } from 'zod';

const JsonPayload = z.object({
  metadata: z.record(z.string(), z.base64()).default({}),
  data: z.base64().default(''),
});

/** What the Temporal UI and CLI send to `/decode` and `/encode`, and what they are answered: payloads with base64 bytes. */
export const CodecBody = z.object({ payloads: z.array(JsonPayload).max(1_000) });
export type CodecBody = z.infer<typeof CodecBody>;

/** Opens payloads for somebody who may read them: the caller checks that first. @throws when a key is unknown. */
export async function decodePayloads(codec: PayloadCodec, body: CodecBody): Promise<CodecBody> {
  return toJson(await codec.decode(fromJson(body)));
}

/** Seals what somebody types into the Temporal UI (an update's argument), so that it never lies there in the clear. */
export async function encodePayloads(codec: PayloadCodec, body: CodecBody): Promise<CodecBody> {
  return toJson(await codec.encode(fromJson(body)));
}

function fromJson({ payloads }: CodecBody): Payload[] {
  return payloads.map(({ metadata, data }) => ({
    metadata: Object.fromEntries(Object.entries(metadata).map(([key, value]) => [key, Buffer.from(value, 'base64')])),
    data: Buffer.from(data, 'base64'),
  }));
}

function toJson(payloads: Payload[]): CodecBody {
  return {
    payloads: payloads.map(({ metadata, data }) => ({
      metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, base64(value)])),
      data: base64(data ?? new Uint8Array()),
    })),
  };
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
