import { notifications } from '@mantine/notifications';
import { updateComplianceProfileMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { ComplianceProfile, ComplianceProfileUpdate } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';

/** Changes part of the profile as it was read: whoever was faster is not overwritten. */
export function useChangeProfile({ revision }: ComplianceProfile, onDone?: () => void) {
  const update = useAct(updateComplianceProfileMutation(), () => {
    notifications.show({ message: 'Saved, and written to the ledger. The next dial asks it.' });
    onDone?.();
  });
  return {
    isPending: update.isPending,
    error: update.error,
    reset: update.reset,
    change: (body: ComplianceProfileUpdate) => update.mutate({ body, headers: { 'If-Match': `"${revision}"` } }),
  };
}
