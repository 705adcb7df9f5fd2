import { Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Campaign } from '../../api-client/types.gen.ts';
import { figure } from '../../parts/figures.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Stat, Stats } from '../../parts/stat.tsx';
import { useAgentChoices, useListChoices } from '../../parts/use-choices.ts';
import { useKept } from '../../parts/use-kept.ts';
import { useMay } from '../../session/use-session.tsx';
import { changesOf, type HoursAndPace, HoursAndPaceForm } from './hours-and-pace.tsx';
import { paceConsequence } from './in-words.ts';
import { MachinePanel } from './machine-panel.tsx';
import { useChangeCampaign } from './use-change-campaign.ts';
import { WordsPanel } from './words-panel.tsx';
import { AnchorLink } from '../../parts/links.tsx';

/** What can be changed, also while it runs, with what the change means in numbers, once it is known how many wait. */
export function SettingsTab({ campaign, waiting }: { campaign: Campaign; waiting: number | undefined }) {
  const { callingWindow, callsPerSecond, maxConcurrentCalls, callKind } = campaign;
  const before: HoursAndPace = { callingWindow, callsPerSecond, maxConcurrentCalls, callKind };
  // Only what was typed is kept: what somebody else changes meanwhile is shown, and not written over.
  const [typed, setTyped, forget] = useKept<Partial<HoursAndPace>>(`campaign-settings-${campaign.id}`, {});
  const value = { ...before, ...typed };
  const asItWas = () => {
    setTyped({});
    forget();
  };
  const change = useChangeCampaign(campaign, (sent) => {
    // What was typed while it was sent is still to be changed.
    setTyped(changesOf({ ...before, ...sent }, value));
    notifications.show({ message: 'Changed. It holds from the next call on.' });
  });
  const may = useMay('campaigns:write');
  const agents = useAgentChoices();
  const lists = useListChoices();
  const isChanged = Object.keys(changesOf(before, value)).length > 0;
  const names = (ids: readonly string[], choices: readonly { value: string; label: string }[]) =>
    ids.map((id) => choices.find(({ value }) => value === id)?.label ?? '…').join(', ') || 'none';
  return (
    <Stack gap="md">
      <Stats>
        <Stat
          label="Agent"
          value={
            <Text span size="sm" fw={600}>
              {names(
                campaign.agents.map(({ agentId }) => agentId),
                agents,
              )}
            </Text>
          }
        />
        <Stat
          label="Lists"
          value={
            <Text span size="sm" fw={600}>
              {names(campaign.listIds, lists)}
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
            <HoursAndPaceForm
              value={value}
              onChange={(next) => setTyped(changesOf(before, next))}
              error={change.error}
            />
          </fieldset>
          {isChanged && waiting !== undefined && (
            <Text size="sm">{paceConsequence(waiting, value.callsPerSecond)}</Text>
          )}
          {change.error !== null && <ProblemNotice error={change.error} />}
          {may && (
            <Group>
              <Button
                disabled={!isChanged}
                loading={change.isPending}
                onClick={() => change.mutate(changesOf(before, value))}
              >
                Change
              </Button>
              {isChanged && (
                <Button variant="subtle" color="gray" onClick={asItWas}>
                  As it was
                </Button>
              )}
            </Group>
          )}
        </Stack>
      </Panel>
      <MachinePanel campaign={campaign} disabled={!may} />
      <WordsPanel campaign={campaign} disabled={!may} />
      {campaign.status === 'draft' && may && (
        <AnchorLink to="/campaigns/new" search={{ step: 'list', campaign: campaign.id }} size="sm">
          Go through all steps
        </AnchorLink>
      )}
    </Stack>
  );
}
