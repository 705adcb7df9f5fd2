import { Stepper } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { getCampaignOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { PageHeader } from '../../../parts/page-header.tsx';
import { Loaded, NoPermission } from '../../../parts/states.tsx';
import { useMay, useMe } from '../../../session/use-session.tsx';
import { AgentStep } from './agent-step.tsx';
import { ListStep } from './list-step.tsx';
import { NEW_STEPS, type NewStep } from './new-steps.ts';
import { ReviewStep } from './review-step.tsx';
import { WhenStep } from './when-step.tsx';

/** A campaign in four steps, in any order. It is a draft from the first, so that it can be left and found again. */
export function NewCampaign() {
  const { step = 'list', campaign: id } = useSearch({ from: '/frame/campaigns/new' });
  const navigate = useNavigate();
  const may = useMay('campaigns:write');
  const me = useMe();
  const draft = useQuery({ ...getCampaignOptions({ path: { id: id ?? '' } }), enabled: id !== undefined });
  const go = (to: NewStep, campaign = id) =>
    void navigate({ to: '/campaigns/new', search: { step: to, ...(campaign ? { campaign } : {}) } });
  if (me.data && !may)
    return (
      <NoPermission
        what="make campaigns"
        head={{ title: 'New campaign', up: { label: 'Campaigns', to: '/campaigns' } }}
      />
    );
  return (
    <>
      <PageHeader
        up={{ label: 'Campaigns', to: '/campaigns' }}
        title={draft.data?.name ?? 'New campaign'}
        lead="Nothing is dialled before you start it."
      />
      <Stepper
        active={id === undefined ? 0 : NEW_STEPS.indexOf(step)}
        onStepClick={(index) => go(NEW_STEPS[index] ?? 'list')}
        allowNextStepsSelect={id !== undefined}
        size="sm"
        mb="lg"
        styles={{ stepDescription: { color: 'var(--mantine-color-dimmed)' } }}
      >
        <Stepper.Step label="Whom" description="The list" />
        <Stepper.Step label="Who calls" description="The agent" />
        <Stepper.Step label="When, how fast" description="Hours and pace" />
        <Stepper.Step label="Look and start" description="Who will be called" />
      </Stepper>
      {id === undefined ? (
        <ListStep draft={null} onDone={(made) => go('agent', made)} />
      ) : (
        <Loaded of={draft} what="see campaigns">
          {(campaign) => {
            switch (step) {
              case 'list':
                return <ListStep draft={campaign} onDone={() => go('agent')} />;
              case 'agent':
                return <AgentStep draft={campaign} onDone={() => go('when')} />;
              case 'when':
                return <WhenStep draft={campaign} onDone={() => go('review')} />;
              case 'review':
                return <ReviewStep draft={campaign} onStep={go} />;
            }
          }}
        </Loaded>
      )}
    </>
  );
}
