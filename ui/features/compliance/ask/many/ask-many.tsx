import { Button, Group, NativeSelect, Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { instantOf, MomentField } from '../../../../parts/moment-field.tsx';
import { counted, figure } from '../../../../parts/figures.ts';
import { AnchorLink } from '../../../../parts/links.tsx';
import { Panel } from '../../../../parts/panel.tsx';
import { ProblemNotice } from '../../../../parts/problem-notice.tsx';
import { Loading, NoPermission } from '../../../../parts/states.tsx';
import { useCampaignChoices } from '../../../../parts/use-choices.ts';
import { useMay, useMe } from '../../../../session/use-session.tsx';
import { useDroppedFile } from '../../../../shell/dropped-file.tsx';
import { FileChoice } from '../../../leads/import/file-choice.tsx';
import { CompliancePlaces, NotLegalAdvice } from '../../compliance-places.tsx';
import { CONTACT_KIND_LABELS } from '../../words.ts';
import { kindOf } from '../question.ts';
import { MOST_NUMBERS, type numbersIn } from './numbers-in-file.ts';
import { TheAnswers } from './the-answers.tsx';
import { useAskedFile } from './use-asked-file.ts';
import { useNumbersIn } from './use-numbers-in.ts';

/** May we call these? A file of numbers, each asked as a single one is. */
export function AskMany() {
  const may = useMay('compliance:check');
  const known = useMe().data !== undefined;
  const campaigns = useCampaignChoices();
  const { file, put } = useDroppedFile('/compliance/ask/many');
  const read = useNumbersIn(file);
  const [typed, setTyped] = useState({ kind: '', campaign: '', at: '' });
  const set = (change: Partial<typeof typed>) => setTyped({ ...typed, ...change });
  const { asked, ask, goOn, stop, forget } = useAskedFile();
  // Answers stand under the name of the file that they were asked of.
  useEffect(() => forget(), [file, forget]);
  const another = () => put(null);
  const kind = kindOf(typed.kind);
  const at = instantOf(typed.at);
  const found = read && 'found' in read ? read.found : null;
  const head = (
    <CompliancePlaces lead="A file of numbers, each asked by every rule as before a dial. Nothing is stored of the file; that you asked is written to the ledger, number by number." />
  );
  if (known && !may)
    return (
      <>
        {head}
        <NoPermission what="ask about numbers" />
      </>
    );
  return (
    <>
      {head}
      <Stack gap="md">
        <AnchorLink to="/compliance/ask" size="sm">
          ← One number
        </AnchorLink>
        {file === null && <FileChoice onFile={put} />}
        {file !== null && read === null && <Loading label="Reading the file" />}
        {file !== null && read && 'error' in read && (
          <Panel title={file.name} note="The file could not be read.">
            <Stack gap="sm" align="flex-start">
              <ProblemNotice error={read.error} />
              <Button variant="default" onClick={another}>
                Another file
              </Button>
            </Stack>
          </Panel>
        )}
        {file !== null && found !== null && (
          <Panel title={file.name} note={foundWords(found)}>
            <Group gap="sm" align="flex-end">
              <NativeSelect
                label="The calls"
                value={typed.kind}
                data={[
                  { value: '', label: 'As the campaign’s, else sell' },
                  ...Object.entries(CONTACT_KIND_LABELS).map(([value, label]) => ({ value, label })),
                ]}
                onChange={(event) => set({ kind: event.currentTarget.value })}
              />
              <NativeSelect
                label="In campaign"
                value={typed.campaign}
                data={[{ value: '', label: 'None' }, ...campaigns]}
                onChange={(event) => set({ campaign: event.currentTarget.value })}
              />
              <MomentField label="When" empty="now" value={typed.at} onChange={(text) => set({ at: text })} />
              <Button
                disabled={
                  found.numbers.length === 0 || found.numbers.length > MOST_NUMBERS || asked?.isGoingOn === true
                }
                onClick={() =>
                  ask(found.numbers, {
                    ...(kind && { kind }),
                    ...(typed.campaign !== '' && { campaignId: typed.campaign }),
                    ...(at !== null && { at }),
                  })
                }
              >
                Ask about {counted(found.numbers.length, 'number')}
              </Button>
              <Button variant="subtle" color="gray" onClick={another}>
                Another file
              </Button>
            </Group>
            {found.numbers.length > MOST_NUMBERS && (
              <Text size="sm" role="alert" mt="xs">
                {counted(found.numbers.length - MOST_NUMBERS, 'number')} too many: {figure(MOST_NUMBERS)} are asked at
                once. Split the file.
              </Text>
            )}
          </Panel>
        )}
        {asked && <TheAnswers asked={asked} onStop={stop} onGoOn={goOn} />}
        <NotLegalAdvice />
      </Stack>
    </>
  );
}

function foundWords({ numbers, without }: ReturnType<typeof numbersIn>): string {
  const bare =
    without.length === 0
      ? ''
      : ` ${counted(without.length, 'line')} without one: ${without.slice(0, 8).join(', ')}${without.length > 8 ? ' …' : ''}.`;
  return `${counted(numbers.length, 'number')} found${numbers.some(({ state, postalCode }) => state ?? postalCode) ? ', with where people live' : ''}.${bare}`;
}
