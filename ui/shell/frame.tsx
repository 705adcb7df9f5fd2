import { AppShell, Burger, Group, NavLink, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect } from 'react';
import { DropAnywhere } from './drop-anywhere.tsx';
import classes from './frame.module.css';
import { LiveSign } from './live-sign.tsx';
import { Mark } from './mark.tsx';
import { NAVIGATION } from './navigation.ts';
import { PartsNotRead } from '../parts/parts-not-read.tsx';
import { OfflineBanner } from './offline-banner.tsx';
import { CommandPalette, openPalette } from './palette/command-palette.tsx';
import { PaletteButton } from './palette/palette-button.tsx';
import { PersonMenu } from './person-menu.tsx';

/** Navigation, what is live, and the screen. On a phone the navigation is a drawer. */
export function Frame() {
  const [open, { toggle, close }] = useDisclosure(false);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(close, [path, close]);
  return (
    <AppShell
      header={{ height: 48 }}
      navbar={{ width: 196, breakpoint: 'sm', collapsed: { mobile: !open } }}
      padding={{ base: 'sm', sm: 'lg' }}
      withBorder={false}
    >
      <a href="#screen" className={classes.skip}>
        Skip to the screen
      </a>
      <AppShell.Header className={classes.header}>
        <Group gap="xs" wrap="nowrap">
          <Burger
            opened={open}
            onClick={toggle}
            hiddenFrom="sm"
            size="sm"
            aria-label={open ? 'Close the navigation' : 'Open the navigation'}
          />
          <Link to="/" className={classes.brand} aria-label="Ringfence, dashboard">
            <Mark />
            <span className={classes.name}>Ringfence</span>
          </Link>
        </Group>
        <Group gap="sm" wrap="nowrap">
          <LiveSign />
          <PaletteButton onOpen={openPalette} />
          <PersonMenu />
        </Group>
      </AppShell.Header>
      <AppShell.Navbar className={classes.navbar} component="nav" aria-label="Main">
        {NAVIGATION.map(({ title, places }) => (
          <div key={title} className={classes.group}>
            <Text className={classes.groupTitle}>{title}</Text>
            {places.map(({ to, label, icon: Icon }) => {
              const isHere = to === '/' ? path === '/' : path === to || path.startsWith(`${to}/`);
              return (
                <NavLink
                  key={to}
                  component={Link}
                  to={to}
                  label={label}
                  active={isHere}
                  aria-current={isHere ? 'page' : undefined}
                  className={classes.place ?? ''}
                  leftSection={<Icon size={17} stroke={1.6} aria-hidden />}
                />
              );
            })}
          </div>
        ))}
      </AppShell.Navbar>
      <AppShell.Main id="screen" tabIndex={-1} className={classes.main}>
        <OfflineBanner />
        <PartsNotRead />
        <Outlet />
      </AppShell.Main>
      <CommandPalette />
      <DropAnywhere />
    </AppShell>
  );
}
