import { Button, Code, CopyButton, Group, NativeSelect, Stack, Table, Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import {
  closeOptOutInboxMutation,
  createOptOutInboxMutation,
  listOptOutInboxesOptions,
} from '../../../api-client/@tanstack/react-query.gen.ts';
import type { OptOutInbox, OptOutInboxCreated } from '../../../api-client/types.gen.ts';
import { useAct } from '../../../http/use-act.ts';
import { Confirm } from '../../../parts/confirm.tsx';
import { Moment } from '../../../parts/moment.tsx';
import { Panel } from '../../../parts/panel.tsx';
import { ACTIONS, SmallTable } from '../../../parts/small-table.tsx';
import { Empty, Loaded } from '../../../parts/states.tsx';
import { useMay } from '../../../session/use-session.tsx';
import { FormDialog } from '../../../parts/form-dialog.tsx';
import { useKept, useKeptOpen } from '../../../parts/use-kept.ts';
import { useOnce } from '../../../parts/use-once.ts';
import { CopiedText } from '../../../parts/copied-text.tsx';

const KINDS = [
  { value: 'e-mail', label: 'E-mails' },
  { value: 'carrier', label: 'Text messages' },
] as const;

interface Typed {
  name: string;
  kind: (typeof KINDS)[number]['value'];
}
const NOTHING: Typed = { name: '', kind: 'e-mail' };

/** Where messages that refuse calls arrive. */
export function Inboxes() {
  const mayWrite = useMay('opt-out-inboxes:write');
  const inboxes = useQuery(listOptOutInboxesOptions());
  const [closing, setClosing] = useState<OptOutInbox | null>(null);
  return (
    <>
      <Panel
        title="Inboxes"
        note="Your mail or message provider posts what arrives; each refusal gets a receipt."
        aside={mayWrite && <OpenInbox />}
        flush
      >
        <Loaded of={inboxes} what="see inboxes for refusals">
          {({ items }) =>
            items.length === 0 ? (
              <Empty title="No inbox yet">
                Open one for an e-mail address or a number for text messages, and give its address to your provider.
              </Empty>
            ) : (
              <SmallTable
                label="Inboxes"
                heads={['Name', 'For', 'Address', 'Last message', 'Opened', ACTIONS]}
                minWidth={760}
              >
                {items.map((one) => (
                  <Table.Tr key={one.id}>
                    <Table.Td>{one.name}</Table.Td>
                    <Table.Td className="nowrap">{KINDS.find(({ value }) => value === one.kind)?.label}</Table.Td>
                    <Table.Td>
                      <Group gap="xs" wrap="nowrap">
                        <Code style={{ overflowWrap: 'anywhere' }}>{one.url}</Code>
                        <CopyButton value={one.url}>
                          {({ copied, copy }) => (
                            <Button
                              size="compact-xs"
                              variant="default"
                              flex="none"
                              onClick={copy}
                              aria-label={`Copy the address of ${one.name}`}
                            >
                              {copied ? 'Copied' : 'Copy'}
                            </Button>
                          )}
                        </CopyButton>
                      </Group>
                    </Table.Td>
                    <Table.Td>{one.lastMessageAt === null ? 'none yet' : <Moment at={one.lastMessageAt} />}</Table.Td>
                    <Table.Td>
                      <Moment at={one.createdAt} />
                    </Table.Td>
                    <Table.Td ta="right">
                      {mayWrite && (
                        <Button size="compact-xs" variant="default" onClick={() => setClosing(one)}>
                          Close …
                        </Button>
                      )}
                    </Table.Td>
                  </Table.Tr>
                ))}
              </SmallTable>
            )
          }
        </Loaded>
      </Panel>
      {closing && <CloseInbox one={closing} onClose={() => setClosing(null)} />}
    </>
  );
}

function OpenInbox() {
  const once = useOnce();
  const [open, setOpen, forgetOpen] = useKeptOpen('inbox', false);
  const [{ name, kind }, setTyped, forget] = useKept<Typed>('inbox', NOTHING);
  const create = useAct({ ...createOptOutInboxMutation(), onSettled: once.renew }, () => {
    setTyped(NOTHING);
    forget();
    forgetOpen();
  });
  const close = () => {
    setOpen(false);
    create.reset();
  };
  return (
    <>
      <Button variant="default" onClick={() => setOpen(true)}>
        Open an inbox
      </Button>
      <FormDialog
        opened={open}
        onClose={close}
        title="Open an inbox for refusals"
        size="lg"
        submit={create.data ? 'I have both' : 'Open it'}
        cancel="Close"
        pending={create.isPending}
        error={create.error}
        onSubmit={() => (create.data ? close() : create.mutate({ body: { kind, name }, headers: once.headers }))}
      >
        {create.data ? (
          <Opened inbox={create.data} />
        ) : (
          <>
            <NativeSelect
              label="For"
              data={[...KINDS]}
              value={kind}
              onChange={({ currentTarget: { value } }) =>
                setTyped({ name, kind: KINDS.find((one) => one.value === value)?.value ?? 'e-mail' })
              }
            />
            <TextInput
              label="Name"
              placeholder="stop@example.com"
              required
              maxLength={200}
              data-autofocus
              value={name}
              onChange={(event) => setTyped({ kind, name: event.currentTarget.value })}
            />
          </>
        )}
      </FormDialog>
    </>
  );
}

function Opened({ inbox }: { inbox: OptOutInboxCreated }) {
  return (
    <Stack gap="sm" role="status">
      <Text size="sm">Give both to your provider. The secret signs its messages and is shown this once.</Text>
      <CopiedText label="Address" text={inbox.url} />
      <CopiedText label="Secret" text={inbox.secret} />
    </Stack>
  );
}

function CloseInbox({ one, onClose }: { one: OptOutInbox; onClose: () => void }) {
  const shut = useAct(closeOptOutInboxMutation(), onClose);
  return (
    <Confirm
      title="Close an inbox?"
      act="Close it"
      danger
      of={shut}
      onConfirm={() => shut.mutate({ path: { id: one.id } })}
      onClose={onClose}
    >
      Messages to “{one.name}” are refused from then on: whoever refuses there is not heard. Have another way first.
      Receipts stay. Its address does not come back: a new inbox has another one.
    </Confirm>
  );
}
