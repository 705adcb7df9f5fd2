import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { Campaign, CampaignUpdate } from '../../api-client/types.gen.ts';
import { fieldErrorsOf } from '../../http/problem.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useChangeCampaign } from './use-change-campaign.ts';

const TEXTS = [
  {
    field: 'disclosureMessage',
    label: 'Who calls, and that it is an artificial voice',
    note: 'Said first. What the law wants said is said beside it, where this leaves it out.',
    most: 1_000,
  },
  { field: 'greetingMessage', label: 'Greeting', note: 'After it. Variables as in the agent’s.', most: 2_000 },
  { field: 'systemPrompt', label: 'Prompt', note: 'What the agent is to do.', most: 50_000 },
] as const;

/** What is said in this campaign instead of the agents’ own words; left empty, theirs are said. */
export function WordsPanel({ campaign, disabled }: { campaign: Campaign; disabled: boolean }) {
  const [typed, setTyped] = useState(campaign.overrides);
  const change = useChangeCampaign(campaign.id);
  const errors: Record<string, string> = change.error ? fieldErrorsOf(change.error) : {};
  const isChanged = TEXTS.some(({ field }) => (typed[field] ?? '') !== (campaign.overrides[field] ?? ''));
  return (
    <Panel
      title="Words of this campaign"
      note="Instead of what its agents say everywhere else. Left empty, their own words are said."
    >
      <Stack gap="sm">
        {TEXTS.map(({ field, label, note, most }) => (
          <Textarea
            key={field}
            label={label}
            description={note}
            placeholder="As the agent says it"
            autosize
            minRows={1}
            maxRows={10}
            maxLength={most}
            disabled={disabled}
            value={typed[field] ?? ''}
            error={errors[`overrides.${field}`]}
            onChange={(event) => setTyped(withText(typed, field, event.currentTarget.value))}
          />
        ))}
        {change.error !== null && <ProblemNotice error={change.error} />}
        {!disabled && (
          <Group>
            <Button
              variant="default"
              disabled={!isChanged}
              loading={change.isPending}
              onClick={() =>
                change.mutate(
                  { overrides: typed },
                  { onSuccess: () => void notifications.show({ message: 'Changed. The next call says it.' }) },
                )
              }
            >
              Change the words
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  );
}

type Overrides = NonNullable<CampaignUpdate['overrides']>;

/** With that text, or without any; what else is set stays. */
function withText(overrides: Overrides, field: (typeof TEXTS)[number]['field'], text: string): Overrides {
  const { [field]: _before, ...others } = overrides;
  return text === '' ? others : { ...others, [field]: text };
}
