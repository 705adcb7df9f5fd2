import { Anchor, Button, Grid, Group, List, Stack, Text } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import {
  checkCampaignOptions,
  getCampaignOutlookOptions,
  startCampaignMutation,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Campaign } from '../../../api-client/types.gen.ts';
import { counted } from '../../../parts/figures.ts';
import { Notice } from '../../../parts/notice.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Loaded } from '../../../parts/states.tsx';
import { useAgentChoices } from '../../../parts/use-choices.ts';
import { paceInWords, windowInWords } from '../in-words.ts';
import { OutlookWords } from '../outlook-words.tsx';
import { WindowClock } from '../../../charts/window-clock.tsx';
import classes from './new.module.css';
import { AnchorLink } from '../../../parts/links.tsx';
import type { NewStep } from './new-steps.ts';
import { RowsOfFile } from './rows-of-file.tsx';

/** Everything in plain words before anything is dialled: whom, who calls, when, who cannot be called and why. */
export function ReviewStep({ draft, onStep }: { draft: Campaign; onStep: (step: NewStep) => void }) {
  const navigate = useNavigate();
  // An import may still be filling the list.
  const outlook = useQuery({ ...getCampaignOutlookOptions({ path: { id: draft.id } }), refetchInterval: 3_000 });
  const check = useQuery({
    ...checkCampaignOptions({ path: { id: draft.id } }),
    refetchInterval: 3_000,
    meta: { part: 'whether it can start' },
  });
  const agents = useAgentChoices();
  const start = useMutation(startCampaignMutation());
  const agent = agents.find(({ value }) => value === draft.agents[0]?.agentId);
  const problems = check.data?.problems ?? [];
  return (
    <Stack gap="md">
      <Grid gap="md">
        <Grid.Col span={{ base: 12, md: 5 }}>
          <Panel title="What will happen">
            <ul className={classes.plain}>
              <li>
                <span className="quiet">Whom</span>
                <div>
                  {outlook.data ? counted(outlook.data.leads, 'lead') : '…'}
                  {draft.listIds.map((id) => (
                    <RowsOfFile key={id} listId={id} />
                  ))}
                </div>
                <Change onClick={() => onStep('list')} what="whom" />
              </li>
              <li>
                <span className="quiet">Who calls</span>
                <span>{draft.agents.length === 0 ? 'nobody yet' : (agent?.label ?? '…')}</span>
                <Change onClick={() => onStep('agent')} what="who calls" />
              </li>
              <li>
                <span className="quiet">When</span>
                <span>{windowInWords(draft.callingWindow)}</span>
                <Change onClick={() => onStep('when')} what="when" />
              </li>
              <li>
                <span className="quiet">How fast</span>
                <span>{paceInWords(draft)}</span>
                <Change onClick={() => onStep('when')} what="how fast" />
              </li>
              <li>
                <span className="quiet">Dialler</span>
                <span>
                  {draft.chosenDialer.dialer}: {draft.chosenDialer.because}
                </span>
                <span />
              </li>
            </ul>
          </Panel>
        </Grid.Col>
        <Grid.Col span={{ base: 12, md: 7 }}>
          <Panel title="Who will be called" note="Every rule is asked again for each call, at the moment of the dial">
            <Loaded of={outlook} what="see campaigns">
              {(data) => (
                <Stack gap="sm">
                  <OutlookWords outlook={data} />
                  {data.places.length > 0 && <WindowClock places={data.places.slice(0, 8)} />}
                </Stack>
              )}
            </Loaded>
          </Panel>
        </Grid.Col>
      </Grid>
      {problems.length > 0 && (
        <Notice tone="warn" title="Before it can start">
          <List size="sm" spacing={4}>
            {problems.map(({ field, message, remedy }) => (
              <List.Item key={field + message}>
                {message} {remedy}
              </List.Item>
            ))}
          </List>
        </Notice>
      )}
      {start.error !== null && <ProblemNotice error={start.error} />}
      <Group gap="md">
        <Button
          size="md"
          disabled={check.data?.ready !== true}
          loading={start.isPending}
          onClick={() =>
            start.mutate(
              { path: { id: draft.id } },
              { onSuccess: () => void navigate({ to: '/campaigns/$id', params: { id: draft.id } }) },
            )
          }
        >
          {outlook.data ? `Start: call ${counted(outlook.data.callable, 'lead')}` : 'Start'}
        </Button>
        <AnchorLink to="/campaigns/$id" params={{ id: draft.id }} size="sm">
          Keep as a draft
        </AnchorLink>
        {problems.length > 0 && (
          <Text size="sm" className="quiet">
            It can start once nothing stands above.
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function Change({ onClick, what }: { onClick: () => void; what: string }) {
  return (
    <Anchor component="button" type="button" size="xs" onClick={onClick} aria-label={`Change ${what}`}>
      Change
    </Anchor>
  );
}
