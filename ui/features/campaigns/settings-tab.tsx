import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { listAgentsOptions, listListsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import type { Campaign } from '../../api-client/types.gen.ts';
import { figure } from '../../parts/figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Stat, Stats } from '../../parts/stat.tsx';
import { useMay } from '../../session/use-session.tsx';
import { type HoursAndPace, HoursAndPaceForm } from './hours-and-pace.tsx';
import { paceConsequence } from './in-words.ts';
import { MachinePanel } from './machine-panel.tsx';
import { useChangeCampaign } from './use-change-campaign.ts';
import { AnchorLink } from '../../parts/links.tsx';

/** What can be changed, also while it runs, with what the change means in numbers. */
export function SettingsTab({ campaign, waiting }: { campaign: Campaign; waiting: number }) {
  const { callingWindow, callsPerSecond, maxConcurrentCalls, callKind } = campaign;
  const before: HoursAndPace = { callingWindow, callsPerSecond, maxConcurrentCalls, callKind };
  const [value, setValue] = useState(before);
  const change = useChangeCampaign(campaign.id);
  const may = useMay('campaigns:write');
  const agents = useQuery({ ...listAgentsOptions({ query: { limit: 200 } }), staleTime: 30_000 });
  const lists = useQuery({ ...listListsOptions({ query: { limit: 200 } }), staleTime: 30_000 });
  const isChanged = JSON.stringify(value) !== JSON.stringify(before);
  const names = (ids: readonly string[], items: readonly { id: string; name: string }[] | undefined) =>
    ids.map((id) => items?.find((item) => item.id === id)?.name ?? '…').join(', ') || 'none';
  return (
    <Stack gap="md">
      <Stats>
        <Stat
          label="Agent"
          value={
            <Text span size="sm" fw={600}>
              {names(
                campaign.agents.map(({ agentId }) => agentId),
                agents.data?.items,
              )}
            </Text>
          }
        />
        <Stat
          label="Lists"
          value={
            <Text span size="sm" fw={600}>
              {names(campaign.listIds, lists.data?.items)}
            </Text>
          }
        />
        <Stat label="Rings for" value={`${figure(campaign.ringTimeoutMs / 1000)} s`} />
        <Stat label="Longest call" value={`${figure(campaign.maxCallMs / 60_000)} min`} />
        <Stat label="Attempts a lead" value={campaign.retries.maxAttempts ?? 'usual'} />
      </Stats>
      <Panel title="Hours and pace" note="A change takes effect within seconds; calls in progress go on">
        <Stack gap="sm">
          <fieldset disabled={!may} style={{ border: 0, margin: 0, padding: 0 }}>
            <HoursAndPaceForm value={value} onChange={setValue} error={change.error} />
          </fieldset>
          {isChanged && <Text size="sm">{paceConsequence(waiting, value.callsPerSecond)}</Text>}
          {change.error !== null && <ProblemNotice error={change.error} />}
          {may && (
            <Group>
              <Button
                disabled={!isChanged}
                loading={change.isPending}
                onClick={() =>
                  change.mutate(value, {
                    onSuccess: () => void notifications.show({ message: 'Changed. It holds from the next call on.' }),
                  })
                }
              >
                Change
              </Button>
              {isChanged && (
                <Button variant="subtle" color="gray" onClick={() => setValue(before)}>
                  As it was
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </Panel>
      <MachinePanel campaign={campaign} disabled={!may} />
      {campaign.status === 'draft' && may && (
        <AnchorLink to="/campaigns/new" search={{ step: 'list', campaign: campaign.id }} size="sm">
          Go through all steps
        </AnchorLink>
      )}
    </Stack>
  );
}
