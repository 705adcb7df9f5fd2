import { Button, Group, NativeSelect, Stack, Table, Text, Textarea } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { checkDoNotCallMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import type { DncCheckResult } from '../../../api-client/types.gen.ts';
import { isRefused } from '../../../http/problem.ts';
import { counted } from '../../../parts/figures.ts';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { SmallTable } from '../../../parts/small-table.tsx';
import { NoPermission } from '../../../parts/states.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { useCampaignChoices } from '../../../parts/use-choices.ts';
import { StatusBadge } from '../../../parts/status-badge.tsx';
import { LIST_STATES, listLabel } from '../words.ts';

const MOST = 1_000;
type Lists = DncCheckResult['items'][number]['lists'];

/** Which of many numbers are on a list, before somebody buys or loads them. Each is a look-up on record. */
export function CheckNumbers() {
  const campaigns = useCampaignChoices();
  const [typed, setTyped, forget] = useKept('check-numbers', '');
  const [campaign, setCampaign] = useKept('check-numbers-campaign', '');
  // What was looked up is on the screen, and no longer in the browser's storage.
  const check = useMutation({ ...checkDoNotCallMutation(), onSuccess: forget });
  const numbers = typed
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean);
  return (
    <Stack gap="md">
      <Panel
        title="Which of these are on a list?"
        note="By every list that you hold and that speaks of such numbers. That you looked is written to the ledger, number by number."
      >
        <form
          onSubmit={(event) => {
            event.preventDefault();
            check.mutate({ body: { numbers, ...(campaign !== '' && { campaignId: campaign }) } });
          }}
        >
          <Stack gap="sm" maw={620}>
            <Textarea
              label="Numbers, one a line"
              description="In any form; at most 1,000 at once"
              autosize
              minRows={4}
              maxRows={14}
              required
              value={typed}
              error={numbers.length > MOST && `${counted(numbers.length - MOST, 'number')} too many`}
              onChange={(event) => setTyped(event.currentTarget.value)}
            />
            <NativeSelect
              label="And on the list of the campaign"
              data={[{ value: '', label: 'None' }, ...campaigns]}
              value={campaign}
              onChange={(event) => setCampaign(event.currentTarget.value)}
            />
            <Group gap="sm">
              <Button type="submit" loading={check.isPending} disabled={numbers.length === 0 || numbers.length > MOST}>
                Check {counted(numbers.length, 'number')}
              </Button>
              <Text size="xs" className="quiet">
                Whether a call may be placed asks more rules than these: May we call?
              </Text>
            </Group>
          </Stack>
        </form>
      </Panel>
      {check.error &&
        (isRefused(check.error) ? (
          <NoPermission what="ask do-not-call lists" />
        ) : (
          <ProblemNotice error={check.error} nameOf={(field) => numberAt(field, check.variables?.body.numbers)} />
        ))}
      {check.data && <Answers asked={check.variables?.body.numbers ?? []} items={check.data.items} />}
    </Stack>
  );
}

/** `numbers.3` as what was typed there. */
function numberAt(field: string, asked: readonly string[] = []): string {
  const number = asked[Number(/^numbers\.(\d+)/.exec(field)?.[1])];
  return number === undefined ? field : `“${number}”`;
}

function Answers({ asked, items }: { asked: readonly string[]; items: DncCheckResult['items'] }) {
  const listed = items.filter(({ lists }) => lists.some(({ state }) => state === 'listed'));
  return (
    <Panel title={`${counted(listed.length, 'number')} of ${items.length} on a list`} flush>
      <SmallTable label="What the lists say" heads={['Number', 'Lists']} minWidth={320}>
        {items.map(({ index, lists }) => (
          <Table.Tr key={index}>
            <Table.Td className="nowrap">{asked[index]}</Table.Td>
            <Table.Td>
              <Said lists={lists} />
            </Table.Td>
          </Table.Tr>
        ))}
      </SmallTable>
    </Panel>
  );
}

/** What speaks against a call, or that nothing does. */
function Said({ lists }: { lists: Lists }) {
  const against = lists.filter(({ state }) => state !== 'clear');
  if (against.length === 0)
    return (
      <span className="quiet">
        {lists.length === 0 ? 'you hold no list that speaks of it' : `on none of ${counted(lists.length, 'list')}`}
      </span>
    );
  return against.map(({ list, state, since }) => (
    <Text key={list} size="sm" component="div">
      <StatusBadge tone={LIST_STATES[state]?.tone ?? 'quiet'}>{LIST_STATES[state]?.label ?? state}</StatusBadge>{' '}
      {listLabel(list)}
      {since !== null && (
        <span className="quiet">
          , since <Moment at={since} />
        </span>
      )}
    </Text>
  ));
}
