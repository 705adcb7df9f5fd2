import { Button, Group, NativeSelect, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { getCampaignQueryKey, listListsOptions } from '../../../api-client/@tanstack/react-query.gen.ts';
import { createCampaign, createList, updateCampaign } from '../../../api-client/sdk.gen.ts';
import type { Campaign } from '../../../api-client/types.gen.ts';
import { keysByContent } from '../../../http/keys-by-content.ts';
import { counted, figure } from '../../../parts/figures.ts';
import { ProblemNotice } from '../../../parts/problem-notice.tsx';
import { Sending } from '../../../parts/sending.tsx';
import { NotRead } from '../../../parts/states.tsx';
import { useKept } from '../../../parts/use-kept.ts';
import { useSession } from '../../../session/use-session.tsx';
import { useDroppedFile } from '../../../shell/dropped-file.tsx';
import { ConsentFields, consentOf, isWhole } from '../../leads/import/consent-fields.tsx';
import { FileChoice } from '../../leads/import/file-choice.tsx';
import { FilePreview } from '../../leads/import/file-preview.tsx';
import { identityOf } from '../../leads/import/import-choices.ts';
import { importFile } from '../../leads/import/upload.ts';
import { useFilePreview } from '../../leads/import/use-file-preview.ts';
import { useImportChoices } from '../../leads/import/use-import-choices.ts';
import { usualSettings } from './usual-settings.ts';

/** Whom to call: a file that becomes a list, or a list that is here already. Then there is a draft. */
export function ListStep({ draft, onDone }: { draft: Campaign | null; onDone: (id: string) => void }) {
  const search = useSearch({ from: '/frame/campaigns/new' });
  const navigate = useNavigate();
  const hasList = search.list !== undefined || (draft !== null && draft.listIds.length > 0);
  const source = search.from ?? (hasList ? 'list' : 'file');
  return (
    <Stack gap="md">
      <SegmentedControl
        aria-label="Where the leads come from"
        data={[
          { value: 'file', label: 'A file' },
          { value: 'list', label: 'A list that is here' },
        ]}
        value={source}
        onChange={(value) =>
          void navigate({ to: '/campaigns/new', search: { ...search, from: value === 'list' ? 'list' : 'file' } })
        }
        w="fit-content"
      />
      {source === 'file' ? (
        <FromFile key={draft?.id} draft={draft} onDone={onDone} />
      ) : (
        <FromList key={draft?.id} draft={draft} onDone={onDone} />
      )}
    </Stack>
  );
}

function FromFile({ draft, onDone }: { draft: Campaign | null; onDone: (id: string) => void }) {
  const session = useSession();
  const save = useSaveDraft(draft);
  const { file, put } = useDroppedFile('/campaigns/new');
  const { name, setName, agreed, setAgreed, uses, setUses, forget } = useImportChoices(
    `new-campaign:${draft?.id ?? ''}`,
    file,
  );
  const [keyOf] = useState(keysByContent);
  // The same for each try: whoever sends it again means the same list.
  const made = useMemo(() => (file === null ? '' : stamp()), [file]);
  const [sent, setSent] = useState(0);
  const preview = useFilePreview(file, uses);
  const usualName = draft?.name ?? nameFrom(file?.name ?? '');
  const title = name || usualName;
  const begin = useMutation({
    mutationFn: async (chosen: File) => {
      const body = { name: `${title}, ${made}`, consent: consentOf(agreed) };
      const headers = { 'Idempotency-Key': keyOf(['list', body, identityOf(chosen)]) };
      const { data: list } = await createList({ body, headers });
      const once = keyOf(['import', list.id, uses, identityOf(chosen)]);
      await importFile(session, chosen, { listId: list.id, uses, once }, setSent);
      return save(title, [list.id]);
    },
    onSuccess: (id) => {
      put(null);
      forget();
      onDone(id);
    },
  });
  if (file === null) return <FileChoice onFile={put} />;
  return (
    <Stack gap="md">
      <Group gap="sm" align="flex-end">
        <TextInput
          label="Name of the campaign"
          value={name}
          placeholder={usualName}
          onChange={(event) => setName(event.currentTarget.value)}
          w={300}
        />
        <Text size="sm" className="quiet" pb={8}>
          {file.name}, {sizeOf(file.size)}
        </Text>
        <Button variant="subtle" color="gray" onClick={() => put(null)}>
          Another file
        </Button>
      </Group>
      <FilePreview of={preview} uses={uses} onUses={setUses} />
      <ConsentFields value={agreed} onChange={setAgreed} />
      {begin.error !== null && <ProblemNotice error={begin.error} />}
      {begin.isPending && <Sending share={sent} />}
      {preview.data !== undefined && (
        <Group>
          <Button
            loading={begin.isPending}
            onClick={() => begin.mutate(file)}
            disabled={preview.data.looked.accepted === 0 || !isWhole(agreed)}
          >
            Import and go on
          </Button>
          <Text size="sm" className="quiet">
            The import goes on by itself while you choose the agent.
          </Text>
        </Group>
      )}
    </Stack>
  );
}

function FromList({ draft, onDone }: { draft: Campaign | null; onDone: (id: string) => void }) {
  const lists = useQuery(listListsOptions({ query: { limit: 200 } }));
  const save = useSaveDraft(draft);
  const asked = useSearch({ from: '/frame/campaigns/new' }).list;
  const [chosen, setChosen] = useState(asked ?? draft?.listIds[0] ?? '');
  const [name, setName, forgetName] = useKept(`new-campaign-name:${draft?.id ?? ''}`, draft?.name ?? '');
  const items = lists.data?.items ?? [];
  const list = items.find(({ id }) => id === chosen) ?? items[0];
  const begin = useMutation({
    mutationFn: ({ id, name: listName }: { id: string; name: string }) => save(name || listName, [id]),
    onSuccess: (id) => {
      forgetName();
      onDone(id);
    },
  });
  if (lists.data === undefined) return <NotRead of={lists} what="see lists" />;
  if (list === undefined) return <Text size="sm">There is no list yet: begin with a file.</Text>;
  return (
    <Stack gap="sm" maw={420}>
      <NativeSelect
        label="List"
        data={items.map(({ id, name: listName, leads }) => ({ value: id, label: `${listName} (${figure(leads)})` }))}
        value={list.id}
        onChange={(event) => setChosen(event.currentTarget.value)}
        description={`${counted(list.leads, 'lead')} in it now`}
      />
      <TextInput
        label="Name of the campaign"
        value={name}
        placeholder={list.name}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      {begin.error !== null && <ProblemNotice error={begin.error} />}
      <Button w="fit-content" loading={begin.isPending} onClick={() => begin.mutate(list)}>
        Go on
      </Button>
    </Stack>
  );
}

/** Makes the draft, or changes whom it calls. Resolves with its id. */
function useSaveDraft(draft: Campaign | null) {
  const client = useQueryClient();
  return async (name: string, listIds: string[]): Promise<string> => {
    if (draft === null) {
      const { data } = await createCampaign({ body: { name, listIds, ...(await usualSettings()) } });
      return data.id;
    }
    const { data } = await updateCampaign({ path: { id: draft.id }, body: { name, listIds } });
    client.setQueryData(getCampaignQueryKey({ path: { id: draft.id } }), data);
    return draft.id;
  };
}

function nameFrom(fileName: string): string {
  const words = fileName
    .replace(/\.[a-z]{2,4}$/i, '')
    .replaceAll(/[_-]+/g, ' ')
    .trim();
  return words === '' ? 'New campaign' : words.charAt(0).toUpperCase() + words.slice(1);
}

/** Lists of one file name are told apart by when they were made. */
function stamp(): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' }).format(new Date());
}

function sizeOf(bytes: number): string {
  if (bytes < 1024 * 1024) return `${Math.max(1, Math.round(bytes / 1024))} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
