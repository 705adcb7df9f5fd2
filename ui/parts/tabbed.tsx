import { Tabs } from '@mantine/core';
import type { ReactNode } from 'react';
import { useCurrentInSight } from './use-current-in-sight.ts';

/** The parts of a screen, one at a time. Which one is shown belongs into the address. */
export function Tabbed<Name extends string>({
  label,
  names,
  titles,
  value,
  onChange,
  panels,
}: {
  label: string;
  /** In the order of the tabs. */
  names: readonly Name[];
  titles: Readonly<Record<Name, string>>;
  value: Name;
  onChange: (name: Name) => void;
  panels: Readonly<Record<Name, ReactNode>>;
}) {
  const list = useCurrentInSight<HTMLDivElement>(value);
  return (
    <Tabs
      value={value}
      keepMounted={false}
      onChange={(chosen) => {
        const name = names.find((one) => one === chosen);
        if (name !== undefined) onChange(name);
      }}
    >
      <Tabs.List
        ref={list}
        mb="md"
        className="sideways"
        aria-label={label}
        style={{ flexWrap: 'nowrap', overflowX: 'auto' }}
      >
        {names.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {titles[name]}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {names.map((name) => (
        <Tabs.Panel key={name} value={name}>
          {name === value ? panels[name] : null}
        </Tabs.Panel>
      ))}
    </Tabs>
  );
}
