import { useMantineColorScheme } from '@mantine/core';
import {
  createSpotlight,
  Spotlight,
  type SpotlightActionData,
  type SpotlightActionGroupData,
} from '@mantine/spotlight';
import { useNavigate, useRouterState } from '@tanstack/react-router';
import { IconArrowRight, IconMoon, IconSearch } from '@tabler/icons-react';
import { useState } from 'react';
import { useMe } from '../../session/use-session.tsx';
import { PLACES } from '../navigation.ts';
import { useRecent } from '../../parts/recent.tsx';
import { placesAtHand } from './at-hand.ts';
import { byWords } from './by-words.ts';
import { DEEPER, DOINGS, type Place } from './places.ts';
import { useFoundByName } from './use-found-by-name.tsx';

const [store, palette] = createSpotlight();
export const openPalette = palette.open;

const icon = (Icon: typeof IconSearch) => <Icon size={18} stroke={1.6} aria-hidden />;
const TELEPHONE = /^[+(]?\d[\d\s().-]{6,}$/;

/**
 * Every place, what was looked at lately, what can be done at once, by a few letters. Before anything is typed it
 * shows what is near: the thing at hand, the recent ones, the doings and the places of the navigation.
 */
export function CommandPalette() {
  const navigate = useNavigate();
  const path = useRouterState({ select: (state) => state.location.pathname });
  const permissions = useMe().data?.permissions ?? [];
  const { toggleColorScheme } = useMantineColorScheme();
  const [query, setQuery] = useState('');
  const recent = useRecent(path);
  const named = useFoundByName(query);
  const isTyped = query.trim() !== '';

  const offer = (places: readonly Place[], Icon: typeof IconSearch): SpotlightActionData[] =>
    places
      .filter(({ needs }) => needs === undefined || permissions.includes(needs))
      .map(({ label, go, keywords, icon: Own = Icon }) => ({
        ...{ id: label, label, leftSection: icon(Own), onClick: () => void navigate(go) },
        ...(keywords === undefined ? {} : { keywords }),
      }));
  const places = PLACES.map(({ to, label, icon: Icon }) => ({
    ...{ id: to, label, leftSection: icon(Icon), onClick: () => void navigate({ to }) },
  }));
  const looked = recent.map(({ href, label, among }) => ({
    ...{ id: `recent ${href}`, label, description: among, leftSection: icon(IconArrowRight) },
    onClick: () => void navigate({ to: href }),
  }));
  const scheme = { id: 'scheme', label: 'Switch light and dark', leftSection: icon(IconMoon) };
  const groups: SpotlightActionGroupData[] = [
    { group: 'At hand', actions: offer(placesAtHand(path), IconArrowRight) },
    { group: 'Number', actions: TELEPHONE.test(query.trim()) ? offer(aboutNumber(query.trim()), IconSearch) : [] },
    { group: 'Lately', actions: looked },
    { group: 'Do', actions: [...offer(DOINGS, IconArrowRight), { ...scheme, onClick: () => toggleColorScheme() }] },
    { group: 'Go to', actions: [...places, ...(isTyped ? offer(DEEPER, IconArrowRight) : [])] },
    ...(isTyped ? named : []),
  ];

  return (
    <Spotlight
      store={store}
      shortcut={['mod + K']}
      query={query}
      onQueryChange={setQuery}
      actions={groups.filter(({ actions }) => actions.length > 0)}
      filter={byWords}
      nothingFound="Nothing of that name"
      highlightQuery
      scrollable
      maxHeight={420}
      overlayProps={{ backgroundOpacity: 0.5, blur: 0 }}
      attributes={{ content: { 'aria-label': 'Palette' } }}
      searchProps={{
        leftSection: <IconSearch size={18} aria-hidden />,
        placeholder: 'Go to, or do …',
        'aria-label': 'Go to, or do',
      }}
    />
  );
}

/** What can be asked about a number that was typed. */
function aboutNumber(phone: string): Place[] {
  return [
    {
      label: 'May we call this number?',
      go: { to: '/compliance/ask', search: { phone } },
      keywords: phone,
      needs: 'compliance:check',
    },
    {
      label: 'Everything about this number',
      go: { to: '/compliance', search: { phone } },
      keywords: phone,
      needs: 'compliance:check',
    },
  ];
}
