import { Button, Group, NativeSelect, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { recordReassignedNumbersMutation } from '../../../api-client/@tanstack/react-query.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { counted } from '../../../parts/figures.ts';
import { MomentField } from '../../../parts/moment-field.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { NoPermission } from '../../../parts/states.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { useMay, useMe } from '../../../session/use-session.tsx';
import { useOnce } from '../../../parts/use-once.ts';
import { answersIn } from './reassigned-answers.ts';

const ANSWERS = [
  { value: 'yes', label: 'Yes: disconnected on or after that day' },
  { value: 'no', label: 'No: not disconnected since' },
  { value: 'unknown', label: 'No data' },
] as const;

/** What a reassigned-numbers database replied: a number with a new owner is not called on the old one's consent. */
export function Reassigned() {
  const known = useMe().data !== undefined;
  const mayWrite = useMay('compliance:write');
  const once = useOnce();
  const [lines, setLines, forget] = useKept('reassigned', '');
  const [answer, setAnswer] = useState<(typeof ANSWERS)[number]['value']>('yes');
  const [source, setSource] = useState('Reassigned Numbers Database');
  const [asOf, setAsOf] = useState('');
  const { answers, bad } = answersIn(lines, answer);
  const record = useAct({ ...recordReassignedNumbersMutation(), onSettled: once.renew }, ({ recorded }) => {
    setLines('');
    forget();
    notifications.show({ message: `${counted(recorded, 'answer')} recorded; counts from the next screening on.` });
  });
  if (known && !mayWrite) return <NoPermission what="record reassigned numbers" />;
  return (
    <Panel
      title="What a reassigned-numbers database replied"
      note="A “yes” blocks the number for consents of that day or before; a “no” goes for that day and later ones."
    >
      <form
        onSubmit={(event) => {
          event.preventDefault();
          record.mutate({
            body: { source, asOf: new Date(asOf).toISOString(), answers },
            headers: once.headers,
          });
        }}
      >
        <Stack gap="sm" maw={620}>
          <Textarea
            label="Numbers, one a line"
            description="Number, day of consent, and the answer where lines differ: +1 617 555 0142, 2026-01-05, yes"
            autosize
            minRows={5}
            maxRows={14}
            required
            value={lines}
            error={
              bad.length > 0 &&
              `Without a number or a day: line ${bad.slice(0, 8).join(', ')}${bad.length > 8 ? ' …' : ''}`
            }
            onChange={(event) => setLines(event.currentTarget.value)}
          />
          <NativeSelect
            label="The answer, where a line has none"
            data={[...ANSWERS]}
            value={answer}
            onChange={({ currentTarget: { value } }) =>
              setAnswer(ANSWERS.find((one) => one.value === value)?.value ?? 'unknown')
            }
          />
          <Group grow align="flex-start">
            <TextInput
              label="Which database"
              required
              maxLength={200}
              value={source}
              onChange={(event) => setSource(event.currentTarget.value)}
            />
            <MomentField
              label="State of its data"
              required
              inputWrapperOrder={['label', 'input', 'description', 'error']}
              value={asOf}
              onChange={setAsOf}
            />
          </Group>
          {record.error && <ProblemNotice error={record.error} />}
          <Group gap="sm">
            <Button type="submit" loading={record.isPending} disabled={answers.length === 0 || bad.length > 0}>
              Record {counted(answers.length, 'answer')}
            </Button>
            <Text size="xs" className="quiet">
              At most 5,000 at once.
            </Text>
          </Group>
        </Stack>
      </form>
    </Panel>
  );
}
