import { Checkbox, Text, Textarea } from '@mantine/core';
import { useDidUpdate } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useEffect, useRef } from 'react';
import { draftRuleChangeMutation, getTenantOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { RuleChangeCreate } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { useOnce } from '../../../parts/use-once.ts';

const NOTHING = { wanted: false, reason: '' };

/**
 * Asks before protection is given up. Where the tenant asks for four eyes it only drafts a change, which somebody else
 * approves; elsewhere one may do so too, to see first whom it moves.
 */
export function RelaxDialog({
  opened,
  onClose,
  title,
  about,
  changeTitle,
  relaxes,
  direct,
  needsReason = false,
  ready = true,
  size = 'md',
  children,
}: {
  opened: boolean;
  onClose: () => void;
  title: string;
  /** What it is about, by which the reason that was typed is kept. */
  about: string;
  /** The line of the change that is drafted. */
  changeTitle: string;
  relaxes: (reason: string) => NonNullable<RuleChangeCreate['relaxes']>;
  /** The act without a second person. */
  direct: { submit: string; pending: boolean; error: unknown; act: (reason: string) => void };
  /** The act itself keeps a reason too. */
  needsReason?: boolean;
  ready?: boolean;
  size?: 'md' | 'lg';
  children: ReactNode;
}) {
  const navigate = useNavigate();
  const once = useOnce();
  const tenant = useQuery({
    ...getTenantOptions(),
    enabled: opened,
    meta: { part: 'whether a second person is asked' },
  });
  const [{ wanted, reason }, setTyped, forget] = useKept(`relax:${about}`, NOTHING);
  /** Sent, and not refused: a dialog that goes then takes the reason with it. */
  const isSent = useRef(false);
  const done = () => {
    isSent.current = false;
    setTyped(NOTHING);
    forget();
  };
  useDidUpdate(() => {
    if (direct.pending) return;
    if (direct.error === null) done();
    else isSent.current = false;
  }, [direct.pending]);
  useEffect(
    () => () => {
      if (isSent.current) forget();
    },
    [forget],
  );
  const fourEyes = tenant.data?.fourEyes ?? false;
  const drafting = fourEyes || wanted;
  const draft = useAct({ ...draftRuleChangeMutation(), onSettled: once.renew }, ({ id }) => {
    done();
    void navigate({ to: '/compliance/changes/$id', params: { id } });
  });
  return (
    <FormDialog
      opened={opened}
      onClose={() => {
        draft.reset();
        onClose();
      }}
      title={title}
      size={size}
      submit={drafting ? 'Propose it' : direct.submit}
      cancel="Not yet"
      danger={!drafting}
      ready={ready && tenant.data !== undefined}
      pending={draft.isPending || direct.pending}
      error={drafting ? draft.error : direct.error}
      onSubmit={() => {
        if (drafting) {
          draft.mutate({ body: { title: changeTitle, reason, relaxes: relaxes(reason) }, headers: once.headers });
          return;
        }
        isSent.current = true;
        direct.act(reason);
      }}
    >
      {children}
      {(drafting || needsReason) && (
        <Textarea
          label="Why"
          description="At least ten characters; kept in the ledger."
          required
          minLength={10}
          maxLength={2000}
          autosize
          minRows={2}
          value={reason}
          onChange={(event) => setTyped({ wanted, reason: event.currentTarget.value })}
        />
      )}
      <Checkbox
        label="Propose it as a change, and see first whom it moves"
        checked={drafting}
        disabled={fourEyes}
        onChange={(event) => setTyped({ reason, wanted: event.currentTarget.checked })}
      />
      {fourEyes && (
        <Text size="xs" className="quiet">
          Four eyes are asked for here: somebody else approves it before anything changes.
        </Text>
      )}
    </FormDialog>
  );
}
