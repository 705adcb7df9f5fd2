import { Button, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import {
  createOverrideMutation,
  listCampaignsOptions,
  listProvisionsOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Provision } from '../../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../../http/problem.ts';
import { useAct } from '../../../http/use-act.ts';
import { counted } from '../../../parts/figures.ts';
import { instantOf, MomentField } from '../../../parts/moment-field.tsx';
import { Notice } from '../../../parts/notice.tsx';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { ProvisionChoice } from '../rule-form/provision-choice.tsx';
import { fieldOf, requirementWords, scopeWords } from '../rules/requirement-words.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { RelaxDialog } from './relax-dialog.tsx';

const NOTHING = { provision: '', until: '' };

/** An owner decides to be laxer than one rule, reading beforehand what that allows. */
export function RecordOverride() {
  const [open, setOpen] = useKeptOpen('override', false);
  const [typed, setTyped, forget] = useKept('override', NOTHING);
  const once = useOnce();
  const set = (change: Partial<typeof NOTHING>) => setTyped({ ...typed, ...change });
  const provisions = useQuery({
    ...listProvisionsOptions(),
    staleTime: 30_000,
    meta: { part: 'the rules' },
    enabled: open,
  });
  const until = instantOf(typed.until);
  const provision = provisions.data?.items.find(({ id }) => id === typed.provision);
  const record = useAct({ ...createOverrideMutation(), onSettled: once.renew }, () => {
    setTyped(NOTHING);
    forget();
    setOpen(false);
  });
  const errors: Record<string, string> = record.error ? fieldErrorsOf(record.error) : {};
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Record an override
      </Button>
      <RelaxDialog
        opened={open}
        onClose={() => setOpen(false)}
        title="Be laxer than a rule"
        about="override"
        size="lg"
        changeTitle={`Override ${typed.provision}`}
        relaxes={(reason) => ({ overrides: [{ provision: typed.provision, reason, until }] })}
        direct={{
          submit: 'Override it',
          pending: record.isPending,
          error: record.error,
          act: (reason) =>
            record.mutate({ body: { provision: typed.provision, reason, until }, headers: once.headers }),
        }}
        needsReason
        ready={typed.provision !== ''}
      >
        <ProvisionChoice
          label="Rule"
          description="The one whose findings pass from then on"
          required
          value={typed.provision}
          onChange={(id) => set({ provision: id })}
          error={errors['provision']}
        />
        {provision && <WhatItAllows provision={provision} />}
        <MomentField
          label="Until"
          empty="until somebody withdraws it"
          value={typed.until}
          error={errors['until']}
          onChange={(text) => set({ until: text })}
        />
      </RelaxDialog>
    </>
  );
}

/** What passes from then on, and how many campaigns make such calls now. */
function WhatItAllows({ provision }: { provision: Provision }) {
  const campaigns = useQuery({
    ...listCampaignsOptions({ query: { status: 'running', limit: 200 } }),
    meta: { part: 'the campaigns that run' },
  });
  const kinds = fieldOf(provision.appliesTo, 'kinds');
  const touched = (campaigns.data?.items ?? []).filter(
    ({ callKind }) => !Array.isArray(kinds) || kinds.includes(callKind),
  );
  return (
    <Notice tone="warn" title="What this allows" role="status">
      <Text size="sm">
        Calls that “{requirementWords(provision.requires)}” would refuse (
        {scopeWords(provision.where, provision.appliesTo)}) are made from the next dial on, where every other rule
        allows them.{' '}
        {campaigns.data &&
          `${counted(touched.length, 'campaign')} that ${touched.length === 1 ? 'runs' : 'run'} now ${touched.length === 1 ? 'makes' : 'make'} calls of that kind${
            touched.length === 0
              ? '.'
              : `: ${touched
                  .slice(0, 5)
                  .map(({ name }) => name)
                  .join(', ')}${touched.length > 5 ? ' …' : ''}.`
          }`}
      </Text>
    </Notice>
  );
}
