import { fileURLToPath } from 'node:url';
import { Client, Connection } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { Keyring } from '../keyring/keyring.ts';
import type { TemporalAccess } from './client-access.ts';
import { linksToTheApp } from './app-links.ts';
import { createPayloadCodec } from './payload-codec.ts';

export interface TemporalSettings {
  address: string;
  namespace: string;
  /** What the server asks of those who connect. */
  access?: TemporalAccess;
  /** Where people reach the app: workflows that this client starts link to their page there. */
  publicUrl?: string | undefined;
}

/** The worker's bundle needs it too: inside workflows failures are made by the same converter. */
export const failureConverterPath = fileURLToPath(new URL('./failure-converter.ts', import.meta.url));

/** Payloads are sealed, and so are failures' messages and stack traces (`encodeCommonAttributes`). */
export function dataConverter(keyring: Pick<Keyring, 'seal' | 'open'>): DataConverter {
  return {
    payloadCodecs: [createPayloadCodec(keyring)],
    failureConverterPath,
  };
}

/** A client of the Temporal server. Connects lazily: the first call tells whether the server is there. */
export function connectTemporal(settings: TemporalSettings, keyring: Pick<Keyring, 'seal' | 'open'>): Client {
  return new Client({
    connection: Connection.lazy({ address: settings.address, ...settings.access }),
    namespace: settings.namespace,
    dataConverter: dataConverter(keyring),
    ...(settings.publicUrl === undefined ? {} : { interceptors: { workflow: [linksToTheApp(settings.publicUrl)] } }),
  });
}
