import { Switch, Text } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { getTenantOptions, updateTenantMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { FormDialog } from '../form-dialog.tsx';

/** Whether a second person approves each change of rules. An owner's choice. */
export function FourEyes() {
  const client = useQueryClient();
  const mayWrite = useMay('tenant:write');
  const tenant = useQuery(getTenantOptions());
  const [asking, setAsking] = useState(false);
  const update = useMutation({
    ...updateTenantMutation(),
    onSuccess: () => {
      setAsking(false);
      void client.invalidateQueries();
    },
  });
  return (
    <Panel title="Four eyes" note="Somebody other than its author approves a change of rules.">
      <Loaded of={tenant} what="see the settings">
        {({ fourEyes }) => (
          <>
            <Switch
              label={fourEyes ? 'A second person approves' : 'Whoever drafts a change may approve it'}
              checked={fourEyes}
              disabled={!mayWrite}
              onChange={() => setAsking(true)}
            />
            {!mayWrite && (
              <Text size="xs" className="quiet" mt={4}>
                An owner decides it.
              </Text>
            )}
            <FormDialog
              opened={asking}
              onClose={() => setAsking(false)}
              title={fourEyes ? 'Do without a second person?' : 'Ask for a second person?'}
              submit={fourEyes ? 'Do without' : 'Ask for one'}
              danger={fourEyes}
              pending={update.isPending}
              error={update.error}
              onSubmit={() => update.mutate({ body: { fourEyes: !fourEyes } })}
            >
              <Text size="sm">
                {fourEyes
                  ? 'From then on whoever drafts a change of rules may put it into force alone.'
                  : 'From then on nobody approves a change of their own, and no API key approves any. Have at least two people with the role compliance or owner.'}
              </Text>
            </FormDialog>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
