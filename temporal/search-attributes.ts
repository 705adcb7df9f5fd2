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
  const { operatorService } = client.connection;
  const { customAttributes } = await operatorService.listSearchAttributes({ namespace });
  const missing = Object.values(searchAttributes).filter(({ name }) => !(name in customAttributes));
  if (missing.length === 0) return;
  try {
    await operatorService.addSearchAttributes({
      namespace,
      searchAttributes: Object.fromEntries(
        missing.map(({ name }) => [name, IndexedValueType.INDEXED_VALUE_TYPE_KEYWORD]),
      ),
    });
  } catch (error) {
    if (!isGrpcServiceError(error) || error.code !== ALREADY_EXISTS) throw error;
  }
}
