import { Menu, UnstyledButton, useMantineColorScheme } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconBook, IconLogout, IconMoon, IconSun, IconSunMoon, IconTerminal2 } from '@tabler/icons-react';
import { curlOf } from '../http/request-log.ts';
import { useRequestLog } from '../http/use-request-log.tsx';
import { useMe, useSession } from '../session/use-session.tsx';
import classes from './person-menu.module.css';

const SCHEMES = [
  { scheme: 'light', label: 'Light', icon: IconSun },
  { scheme: 'dark', label: 'Dark', icon: IconMoon },
  { scheme: 'auto', label: 'As the device', icon: IconSunMoon },
] as const;

export function PersonMenu() {
  const me = useMe().data;
  const session = useSession();
  const log = useRequestLog();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const name = me?.name || me?.email || 'You';

  async function copyCurl() {
    const asked = log.recent().find(({ method }) => method !== 'GET') ?? log.recent()[0];
    if (!asked) return;
    await navigator.clipboard.writeText(curlOf(asked));
    notifications.show({ message: `Copied: ${asked.method} ${new URL(asked.url).pathname} as curl` });
  }

  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <UnstyledButton className={classes.target} aria-label={`${initials(name)}: ${name}, appearance, sign out`}>
          {initials(name)}
        </UnstyledButton>
      </Menu.Target>
      <Menu.Dropdown>
        <div className={classes.who}>
          <b>{name}</b>
          <span className="quiet">
            {me?.role} at {me?.tenantName}
          </span>
        </div>
        <Menu.Divider />
        {SCHEMES.map(({ scheme, label, icon: Icon }) => (
          <Menu.Item
            key={scheme}
            role="menuitemradio"
            aria-checked={colorScheme === scheme}
            leftSection={<Icon size={16} aria-hidden />}
            rightSection={colorScheme === scheme ? '✓' : undefined}
            onClick={() => setColorScheme(scheme)}
          >
            {label}
          </Menu.Item>
        ))}
        <Menu.Divider />
        <Menu.Item leftSection={<IconTerminal2 size={16} aria-hidden />} onClick={() => void copyCurl()}>
          Copy last action as curl
        </Menu.Item>
        <Menu.Item leftSection={<IconBook size={16} aria-hidden />} component="a" href="/docs" target="_blank">
          API documentation
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconLogout size={16} aria-hidden />} onClick={() => void session.signOut()}>
          Sign out
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function initials(name: string): string {
  return name
    .split(/[\s@.]+/)
    .slice(0, 2)
    .map((part) => part.charAt(0).toUpperCase())
    .join('');
}
