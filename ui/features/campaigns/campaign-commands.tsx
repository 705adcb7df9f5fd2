import { Button, Menu } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconDotsVertical, IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import { useState } from 'react';
import { getCampaignQueryKey } from '../../api-client/@tanstack/react-query.gen.ts';
import {
  archiveCampaign,
  cloneCampaign,
  pauseCampaign,
  resumeCampaign,
  startCampaign,
  stopCampaign,
  unarchiveCampaign,
} from '../../api-client/sdk.gen.ts';
import type { Campaign, CampaignProgress, CommandAnswer } from '../../api-client/types.gen.ts';
import { problemOf } from '../../http/problem.ts';
import { saveAs } from '../../http/save-as.ts';
import { useUndo } from '../../parts/use-undo.tsx';
import { useMay, useSession } from '../../session/use-session.tsx';
import { StopCampaign } from './stop-campaign.tsx';

/** Start, pause, resume, stop, and what is done less often. */
export function CampaignCommands({
  campaign,
  progress,
}: {
  campaign: Campaign;
  progress: CampaignProgress | undefined;
}) {
  const { id, status, name } = campaign;
  const client = useQueryClient();
  const session = useSession();
  const navigate = useNavigate();
  const mayRun = useMay('campaigns:run');
  const mayHalt = useMay('campaigns:halt');
  const mayWrite = useMay('campaigns:write');
  const mayExport = useMay('campaigns:export');
  const offerUndo = useUndo();
  const [stopping, setStopping] = useState(false);
  const command = useMutation({
    mutationFn: async (ask: () => Promise<{ data: CommandAnswer }>) => (await ask()).data,
    onSuccess: ({ campaign: changed, message }) => {
      client.setQueryData(getCampaignQueryKey({ path: { id } }), changed);
      notifications.show({ message });
      setStopping(false);
    },
    onError: (error) => {
      const { title, detail, errors = [] } = problemOf(error);
      notifications.show({
        color: 'red',
        title,
        message: [detail, ...errors.map(({ message, remedy }) => `${message} ${remedy}`)].join(' '),
        autoClose: 15_000,
      });
    },
  });
  const path = { id };
  const failed = (error: unknown) => notifications.show({ color: 'red', message: problemOf(error).detail });
  const unarchive = useMutation({
    mutationFn: async () => (await unarchiveCampaign({ path })).data,
    onSuccess: () => void client.invalidateQueries(),
    onError: failed,
  });
  const archive = useMutation({
    mutationFn: async () => (await archiveCampaign({ path })).data,
    onError: failed,
    onSuccess: () => {
      offerUndo({
        of: `campaign ${id}`,
        message: `${name} is archived. Filter the list by “archived” to find it.`,
        undo: () => unarchiveCampaign({ path }),
        undone: `${name} is back.`,
      });
      void navigate({ to: '/campaigns' });
    },
  });
  const run = (ask: () => Promise<{ data: CommandAnswer }>) => command.mutate(ask);
  const isOn = status === 'running' || status === 'paused';

  return (
    <>
      {status === 'draft' && mayRun && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={command.isPending}
          onClick={() => run(() => startCampaign({ path }))}
        >
          Start
        </Button>
      )}
      {status === 'running' && mayHalt && (
        <Button
          leftSection={<IconPlayerPause size={16} aria-hidden />}
          variant="default"
          loading={command.isPending}
          onClick={() => run(() => pauseCampaign({ path }))}
        >
          Pause
        </Button>
      )}
      {status === 'paused' && mayRun && (
        <Button
          leftSection={<IconPlayerPlay size={16} aria-hidden />}
          loading={command.isPending}
          onClick={() => run(() => resumeCampaign({ path }))}
        >
          Resume
        </Button>
      )}
      {isOn && mayHalt && (
        <Button variant="default" onClick={() => setStopping(true)}>
          Stop …
        </Button>
      )}
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="subtle" color="gray" px={8} aria-label="More of this campaign">
            <IconDotsVertical size={18} aria-hidden />
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {mayExport && (
            <Menu.Item
              onClick={() => void saveAs(session, `/api/v1/campaigns/${id}/results`, `${name}.csv`).catch(failed)}
            >
              Download the results
            </Menu.Item>
          )}
          {mayWrite && (
            <Menu.Item
              onClick={() =>
                void cloneCampaign({ path, body: {} }).then(({ data }) =>
                  navigate({ to: '/campaigns/$id', params: { id: data.id } }),
                )
              }
            >
              Copy into a new draft
            </Menu.Item>
          )}
          {mayWrite && !isOn && status !== 'stopping' && status !== 'archived' && (
            <Menu.Item onClick={() => archive.mutate()}>Archive: out of sight, nothing lost</Menu.Item>
          )}
          {mayWrite && status === 'archived' && (
            <Menu.Item onClick={() => unarchive.mutate()}>Bring back into sight</Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <StopCampaign
        name={name}
        opened={stopping}
        progress={progress}
        error={command.error}
        onStop={(calls) => run(() => stopCampaign({ path, query: { calls } }))}
        onClose={() => setStopping(false)}
      />
    </>
  );
}
