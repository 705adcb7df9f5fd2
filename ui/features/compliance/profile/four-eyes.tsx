import { Switch, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { getTenantOptions, updateTenantMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { Panel } from '../../../parts/panel.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { RelaxDialog } from './relax-dialog.tsx';

/** Whether a second person approves each change of rules. An owner's choice. */
export function FourEyes() {
  const mayWrite = useMay('tenant:write');
  const tenant = useQuery(getTenantOptions());
  const [asking, setAsking] = useState(false);
  const update = useAct(updateTenantMutation(), () => setAsking(false));
  const close = () => {
    update.reset();
    setAsking(false);
  };
  const set = (fourEyes: boolean) => () => update.mutate({ body: { fourEyes } });
  return (
    <Panel
      title="Four eyes"
      note="Somebody other than its author approves a change of rules, and whatever makes your own laxer."
    >
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
            <RelaxDialog
              opened={asking && fourEyes}
              onClose={close}
              title="Do without a second person?"
              about="four-eyes"
              changeTitle="One person is enough for changes of rules"
              relaxes={() => ({ fourEyes: false })}
              direct={{ submit: 'Do without', pending: update.isPending, error: update.error, act: set(false) }}
            >
              <Text size="sm">
                From then on whoever drafts a change of rules may put it into force alone, and makes your own rules
                laxer alone.
              </Text>
            </RelaxDialog>
            <FormDialog
              opened={asking && !fourEyes}
              onClose={close}
              title="Ask for a second person?"
              submit="Ask for one"
              pending={update.isPending}
              error={update.error}
              onSubmit={set(true)}
            >
              <Text size="sm">
                From then on nobody approves a change of their own, no API key approves any, and your own rules become
                laxer only by a change. Have at least two people with the role compliance or owner.
              </Text>
            </FormDialog>
          </>
        )}
      </Loaded>
    </Panel>
  );
}
