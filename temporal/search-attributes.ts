import { type Client, isGrpcServiceError } from '@temporalio/client';
import proto from '@temporalio/proto';
import { searchAttributes } from '../workflows/contract.ts';

const { IndexedValueType } = proto.temporal.api.enums.v1;
const ALREADY_EXISTS = 6;

/**
 * Registers the contract's search attributes, all keywords, where the namespace does not have them yet. A start that uses
 * one which is missing is refused. Safe to repeat, and by two processes at once.
 */
export async function registerSearchAttributes(client: Client): Promise<void> {
  const namespace = client.options.namespace;
  const { customAttributes } = await client.connection.operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter(({ name }) => !(name in customAttributes));
  if (missing.length > 0) await addSearchAttributes(client, missing);
}

/** Adds these, or all of the contract's: for a server that cannot list what it has. */
export async function addSearchAttributes(
  client: Client,
  missing: readonly { name: string }[] = Object.values(searchAttributes),
): Promise<void> {
  const keyword = IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD;
  try {
    await client.connection.operatorService.addSearchAttributes({
      namespace: client.options.namespace,
      searchAttributes: Object.fromEntries(missing.map(({ name }) => [name, keyword])),
    });
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
  }
}
