import type { Payload, PayloadCodec } from '@temporalio/common';
import proto from '@temporalio/proto';
import { SEAL } from '../keyring/keyring.ts';
import type { Keyring } from '../keyring/keyring.ts';

const ENCODING = Buffer.from('binary/encrypted');
const { Payload: PayloadProto } = proto.temporal.api.common.v1;

/**
 * AES-256-GCM over whole payloads; the key id travels in each payload's metadata, so old keys stay readable.
 * Payloads of other encodings pass through on decoding (search attributes, histories from before the codec).
 */
export function createPayloadCodec(keyring: Pick<Keyring, 'seal' | 'open'>): PayloadCodec {
  return {
    async encode(payloads) {
      return payloads.map((payload): Payload => {
        const sealed = keyring.seal(PayloadProto.encode(payload).finish(), SEAL.payload);
        return { metadata: { encoding: ENCODING, 'key-id': Buffer.from(sealed.keyId) }, data: sealed.data };
      });
    },
    async decode(payloads) {
      return payloads.map((payload): Payload => {
        if (Buffer.from(payload.metadata?.['encoding'] ?? []).toString() !== ENCODING.toString()) return payload;
        const keyId = Buffer.from(payload.metadata?.['key-id'] ?? []).toString();
        const plain = keyring.open({ keyId, data: Buffer.from(payload.data ?? []) }, SEAL.payload);
        return PayloadProto.decode(plain);
      });
    },
  };
}
