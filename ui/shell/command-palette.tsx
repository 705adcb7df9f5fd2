import { ActionIcon, Kbd, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { createSpotlight, Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { IconMoon, IconPlus, IconSearch, IconSpeakerphone, IconUpload } from '@tabler/icons-react';
import { listCampaignsOptions } from '../api-client/@tanstack/react-query.gen.ts';
import { useMay } from '../session/use-session.tsx';
import classes from './command-palette.module.css';
import { PLACES } from './navigation.ts';

const [store, palette] = createSpotlight();

/** Opens the palette; so does Ctrl or ⌘ with K. */
export function PaletteButton() {
  return (
    <>
      <UnstyledButton className={classes.button} visibleFrom="sm" onClick={palette.open}>
        <IconSearch size={14} aria-hidden />
        <span>Go to …</span>
        <Kbd size="xs">Ctrl K</Kbd>
      </UnstyledButton>
      <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" onClick={palette.open} aria-label="Go to …">
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}

/** Every place, the newest campaigns and what can be done at once, by a few letters. */
export function CommandPalette() {
  const navigate = useNavigate();
  const mayWrite = useMay('campaigns:write');
  const { toggleColorScheme } = useMantineColorScheme();
  const campaigns = useQuery({ ...listCampaignsOptions({ query: { limit: 50 } }), staleTime: 30_000 });

  const places: SpotlightActionData[] = PLACES.map(({ to, label, icon: Icon }) => ({
    id: to,
    label,
    leftSection: <Icon size={18} stroke={1.6} aria-hidden />,
    onClick: () => void navigate({ to }),
  }));
  const doings: SpotlightActionData[] = [
    ...(mayWrite
      ? [
          {
            id: 'new-campaign',
            label: 'New campaign',
            leftSection: <IconPlus size={18} aria-hidden />,
            onClick: () => void navigate({ to: '/campaigns/new' }),
          },
          {
            id: 'import',
            label: 'Import leads from a file',
            leftSection: <IconUpload size={18} aria-hidden />,
            onClick: () => void navigate({ to: '/leads/import' }),
          },
        ]
      : []),
    {
      id: 'scheme',
      label: 'Switch light and dark',
      leftSection: <IconMoon size={18} aria-hidden />,
      onClick: () => toggleColorScheme(),
    },
  ];
  const found: SpotlightActionData[] = (campaigns.data?.items ?? []).map(({ id, name, status }) => ({
    id,
    label: name,
    description: `Campaign, ${status}`,
    leftSection: <IconSpeakerphone size={18} stroke={1.6} aria-hidden />,
    onClick: () => void navigate({ to: '/campaigns/$id', params: { id } }),
  }));

  return (
    <Spotlight
      store={store}
      shortcut={['mod + K']}
      actions={[
        { group: 'Go to', actions: places },
        { group: 'Do', actions: doings },
        { group: 'Campaigns', actions: found },
      ]}
      nothingFound="Nothing of that name"
      highlightQuery
      scrollable
      maxHeight={420}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Go to, or do …',
        'aria-label': 'Go to, or do',
      }}
    />
  );
}
