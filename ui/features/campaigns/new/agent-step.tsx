import { Button, Group, Radio, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listAgentsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { Campaign } from '../../../api-client/types.gen.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { useChangeCampaign } from '../use-change-campaign.ts';
import classes from './new.module.css';
import { AnchorLink } from '../../../parts/links.tsx';

/** Who calls: one of the agents that are active. */
export function AgentStep({ draft, onDone }: { draft: Campaign; onDone: () => void }) {
  const agents = useQuery(listAgentsOptions({ query: { limit: 200, status: 'active' } }));
  const [chosen, setChosen] = useState(draft.agents[0]?.agentId ?? '');
  const change = useChangeCampaign(draft);
  return (
    <Loaded of={agents} what="see agents">
      {({ items }) =>
        items.length === 0 ? (
          <Empty title="No agent is active yet">
            <AnchorLink to="/agents" inherit>
              Make one and activate it
            </AnchorLink>
            ; this draft waits for you.
          </Empty>
        ) : (
          <Stack gap="md">
            <Radio.Group value={chosen} onChange={setChosen} label="Who calls">
              <div className={classes.agents}>
                {items.map(({ id, name, description, greetingMessage }) => (
                  <Radio.Card key={id} value={id} className={classes.agent ?? ''} aria-label={name}>
                    <Group wrap="nowrap" align="flex-start" gap="sm">
                      <Radio.Indicator />
                      <div>
                        <Text fw={600} size="sm">
                          {name}
                        </Text>
                        <Text size="xs" className="quiet" lineClamp={2}>
                          {description || greetingMessage || 'No description'}
                        </Text>
                      </div>
                    </Group>
                  </Radio.Card>
                ))}
              </div>
            </Radio.Group>
            {change.error !== null && <ProblemNotice error={change.error} />}
            <Button
              w="fit-content"
              disabled={chosen === ''}
              loading={change.isPending}
              onClick={() => change.mutate({ agents: [{ agentId: chosen, share: 100 }] }, { onSuccess: onDone })}
            >
              Go on
            </Button>
          </Stack>
        )
      }
    </Loaded>
  );
}
