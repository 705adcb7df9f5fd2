import { useMutation, useQueryClient } from '@tanstack/react-query';
import { notifications } from '@mantine/notifications';
import { updateComplianceProfileMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { ComplianceProfile, ComplianceProfileUpdate } from '../../../api-client/types.gen.ts';

/** Changes part of the profile as it was read: whoever was faster is not overwritten. */
export function useChangeProfile({ revision }: ComplianceProfile, onDone?: () => void) {
  const client = useQueryClient();
  const update = useMutation({
    ...updateComplianceProfileMutation(),
    onSuccess: () => {
      void client.invalidateQueries();
      notifications.show({ message: 'Saved, and written to the ledger. The next dial asks it.' });
      onDone?.();
    },
  });
  return {
    isPending: update.isPending,
    error: update.error,
    reset: update.reset,
    change: (body: ComplianceProfileUpdate) => update.mutate({ body, headers: { 'If-Match': `"${revision}"` } }),
  };
}
