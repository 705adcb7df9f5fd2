import { ActionIcon, Kbd, UnstyledButton } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import { MODIFIER } from '../../parts/modifier-key.ts';
import classes from './palette-button.module.css';

/** Opens the palette; so does Ctrl or ⌘ with K. */
export function PaletteButton({ onOpen }: { onOpen: () => void }) {
  return (
    <>
      <UnstyledButton className={classes.button} visibleFrom="sm" onClick={onOpen}>
        <IconSearch size={14} aria-hidden />
        <span>Go to …</span>
        <Kbd size="xs">{MODIFIER} K</Kbd>
      </UnstyledButton>
      <ActionIcon hiddenFrom="sm" variant="subtle" color="gray" onClick={onOpen} aria-label="Go to …">
        <IconSearch size={18} aria-hidden />
      </ActionIcon>
    </>
  );
}
