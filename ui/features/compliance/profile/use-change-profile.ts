import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import {
  getComplianceProfileQueryKey,
  updateComplianceProfileMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import { updateComplianceProfile } from '../../../api-client/sdk.gen.ts';
import type { ComplianceProfile, ComplianceProfileUpdate } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { useUndo } from '../../../parts/use-undo.tsx';

const SAVED = 'Saved, and written to the ledger. The next dial asks it.';

/**
 * Changes part of the profile as it was read: whoever was faster is not overwritten. `onDone` is told what was sent, and tells
 * how it can be undone, where it can.
 */
export function useChangeProfile(
  { revision }: ComplianceProfile,
  onDone?: (sent: ComplianceProfileUpdate) => { back: ComplianceProfileUpdate; undone: string } | void,
) {
  const offerUndo = useUndo();
  const client = useQueryClient();
  const update = useAct(updateComplianceProfileMutation(), (changed, { body }) => {
    client.setQueryData(getComplianceProfileQueryKey(), changed);
    const way = onDone?.(body);
    if (!way) return void notifications.show({ message: SAVED });
    offerUndo({
      of: 'profile',
      message: SAVED,
      undo: () => updateComplianceProfile({ body: way.back, headers: { 'If-Match': `"${changed.revision}"` } }),
      undone: way.undone,
    });
  });
  return {
    isPending: update.isPending,
    error: update.error,
    reset: update.reset,
    change: (body: ComplianceProfileUpdate) => update.mutate({ body, headers: { 'If-Match': `"${revision}"` } }),
  };
}
