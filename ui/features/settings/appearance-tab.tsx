import { Group, SegmentedControl, Stack, Text, useMantineColorScheme } from '@mantine/core';
import type { ReactNode } from 'react';
import { LeadTime, Moment } from '../../parts/moment.tsx';
import { Panel } from '../../parts/panel.tsx';
import { ChangePassword } from './change-password.tsx';

const SCHEMES = [
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
  { value: 'auto', label: 'As the device' },
];
/** A winter evening in New York, as the server writes it. */
const EXAMPLE = {
  at: '2026-01-15T23:30:00Z',
  zone: 'America/New_York',
  local: '2026-01-15T18:30:00',
  offset: '-05:00',
};

/** How this device shows the app, of which nothing is stored at the server; and one’s own password. */
export function AppearanceTab() {
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  return (
    <Stack gap="md">
      <Panel title="Light and dark" note="On this device.">
        <SegmentedControl
          aria-label="Light and dark"
          data={SCHEMES}
          value={colorScheme}
          onChange={(value) => setColorScheme(value === 'light' || value === 'dark' ? value : 'auto')}
        />
      </Panel>
      <Panel title="Times, numbers and motion" note="Taken from your browser and system.">
        <Stack gap={6}>
          <Fact name="Your clock">
            {Intl.DateTimeFormat().resolvedOptions().timeZone}, written <Moment at={EXAMPLE.at} />
          </Fact>
          <Fact name="A lead’s clock">
            always as the server reads it there: <LeadTime time={EXAMPLE} />
          </Fact>
          <Fact name="Numbers">{new Intl.NumberFormat().format(1234567.8)}</Fact>
          <Fact name="Motion">
            {matchMedia('(prefers-reduced-motion: reduce)').matches ? 'reduced, as your system asks' : 'as usual'}
          </Fact>
        </Stack>
      </Panel>
      <ChangePassword />
    </Stack>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <Text size="sm" className="quiet" w={104} flex="none">
        {name}
      </Text>
      <Text size="sm" component="div">
        {children}
      </Text>
    </Group>
  );
}
