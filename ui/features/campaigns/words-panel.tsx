import { Button, Group, Stack, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { Campaign } from '../../api-client/types.gen.ts';
import { fieldErrorsOf, isOvertaken, overtaken } from '../../http/problem.ts';
import { Panel } from '../../parts/panel.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { useKept } from '../../parts/use-kept.ts';
import { useChangeCampaign } from './use-change-campaign.ts';
import { changedWords, type TypedWords, withWords } from './typed-words.ts';

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

const THEIRS =
  'What they changed is shown, except where you typed: “As it was” shows theirs there. Look at it, then do it once more.';

/** What is said in this campaign instead of the agents’ own words; left empty, theirs are said. */
export function WordsPanel({ campaign, disabled }: { campaign: Campaign; disabled: boolean }) {
  // Only what was typed is kept: what somebody else changes meanwhile is shown, and not written over.
  const [typed, setTyped, forget] = useKept<TypedWords>(`campaign-words-${campaign.id}`, {});
  const overrides = withWords(campaign.overrides, typed);
  const asItWas = () => {
    setTyped({});
    forget();
  };
  const change = useChangeCampaign(campaign, (sent) => {
    // What was typed while it was sent is still to be saved.
    setTyped(changedWords(sent.overrides ?? {}, typed));
    notifications.show({ message: 'Changed. The next call says it.' });
  });
  const errors: Record<string, string> = change.error ? fieldErrorsOf(change.error) : {};
  const isChanged = Object.keys(changedWords(campaign.overrides, typed)).length > 0;
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
            value={overrides[field] ?? ''}
            error={errors[`overrides.${field}`]}
            onChange={({ currentTarget: { value } }) =>
              setTyped(changedWords(campaign.overrides, { ...typed, [field]: value }))
            }
          />
        ))}
        {change.error !== null && (
          <ProblemNotice error={isOvertaken(change.error) ? overtaken(THEIRS) : change.error} />
        )}
        {!disabled && (
          <Group>
            <Button
              variant="default"
              disabled={!isChanged}
              loading={change.isPending}
              onClick={() => change.mutate({ overrides })}
            >
              Change the words
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
  );
}
