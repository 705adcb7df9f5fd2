import type { TenantId } from '../../domain/ids.ts';
import type { OptOutPlace, OptOutStatus } from '../../domain/vocabulary.ts';

/** What the receipt's workflow may ask. */
export interface ReceiptActivities {
  /** Looks at every place of an opt-out, ends what should not be there, notes what is certain. Idempotent. */
  proveOptOut(input: {
    tenantId: TenantId;
    optOutId: string;
  }): Promise<{ status: OptOutStatus | 'gone'; waitingFor: OptOutPlace[] }>;
}
