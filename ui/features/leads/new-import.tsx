import { Button, Group, NativeSelect, Stack, TextInput } from '@mantine/core';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { listListsOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { createList } from '../../api-client/sdk.gen.ts';
import { keysByContent } from '../../http/keys-by-content.ts';
import { figure } from '../../parts/figures.ts';
import { PageHeader } from '../../parts/page-header.tsx';
import { ProblemNotice } from '../../parts/problem-notice.tsx';
import { Sending } from '../../parts/sending.tsx';
import { NoPermission } from '../../parts/states.tsx';
import { useMay, useMe, useSession } from '../../session/use-session.tsx';
import { useDroppedFile } from '../../shell/dropped-file.tsx';
import { ConsentFields, consentOf, isWhole } from './import/consent-fields.tsx';
import { FileChoice } from './import/file-choice.tsx';
import { FilePreview } from './import/file-preview.tsx';
import { identityOf } from './import/import-choices.ts';
import { importFile } from './import/upload.ts';
import { useFilePreview } from './import/use-file-preview.ts';
import { useImportChoices } from './import/use-import-choices.ts';

const NEW = 'new';

/** A file into a list that is there, or a new one. Nothing is stored before it was seen. */
export function NewImport() {
  const { list: asked } = useSearch({ from: '/frame/leads/import' });
  const session = useSession();
  const navigate = useNavigate();
  const may = useMay('lists:write');
  const me = useMe();
  const { file, put } = useDroppedFile('/leads/import');
  const [chosen, setChosen] = useState(asked ?? NEW);
  const [keyOf] = useState(keysByContent);
  const [sent, setSent] = useState(0);
  const { name, setName, agreed, setAgreed, uses, setUses, forget } = useImportChoices('import', file);
  const preview = useFilePreview(file, uses);
  const lists = useQuery({
    ...listListsOptions({ query: { limit: 200 } }),
    meta: { part: 'the lists to choose among' },
  });
  const begin = useMutation({
    mutationFn: async (from: File) => {
      const newList = async () => {
        const body = { name: name || nameFrom(from), consent: consentOf(agreed) };
        const headers = { 'Idempotency-Key': keyOf(['list', body, identityOf(from)]) };
        return (await createList({ body, headers })).data.id;
      };
      const listId = chosen === NEW ? await newList() : chosen;
      const once = keyOf(['import', listId, uses, identityOf(from)]);
      return importFile(session, from, { listId, uses, once }, setSent);
    },
    onSuccess: ({ id }) => {
      put(null);
      forget();
      void navigate({ to: '/leads/imports/$id', params: { id } });
    },
  });
  if (me.data && !may)
    return (
      <NoPermission
        what="import leads"
        head={{ title: 'Import a file', up: { label: 'Imports', to: '/leads/imports' } }}
      />
    );
  return (
    <>
      <PageHeader up={{ label: 'Imports', to: '/leads/imports' }} title={file?.name ?? 'Import a file'} />
      {file === null ? (
        <FileChoice onFile={put} />
      ) : (
        <Stack gap="md">
          <Group gap="sm" align="flex-end">
            <NativeSelect
              label="Into"
              value={chosen}
              onChange={(event) => setChosen(event.currentTarget.value)}
              data={[
                { value: NEW, label: 'a new list' },
                ...(lists.data?.items ?? []).map(({ id, name: listName, leads }) => ({
                  value: id,
                  label: `${listName} (${figure(leads)})`,
                })),
              ]}
              w={260}
            />
            {chosen === NEW && (
              <TextInput
                label="Name of the list"
                value={name}
                placeholder={nameFrom(file)}
                onChange={(event) => setName(event.currentTarget.value)}
                w={260}
              />
            )}
            <Button variant="subtle" color="gray" onClick={() => put(null)}>
              Another file
            </Button>
          </Group>
          <FilePreview of={preview} uses={uses} onUses={setUses} />
          {chosen === NEW && <ConsentFields value={agreed} onChange={setAgreed} />}
          {begin.error !== null && <ProblemNotice error={begin.error} />}
          {begin.isPending && <Sending share={sent} />}
          {preview.data !== undefined && (
            <Button
              w="fit-content"
              loading={begin.isPending}
              disabled={preview.data.looked.accepted === 0 || (chosen === NEW && !isWhole(agreed))}
              onClick={() => begin.mutate(file)}
            >
              Import
            </Button>
          )}
        </Stack>
      )}
    </>
  );
}

/** A list is called as its file is, without the ending. */
const nameFrom = (file: File) => file.name.replace(/\.[a-z]{2,4}$/i, '');
