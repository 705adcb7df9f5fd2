import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { Mark } from '../shell/mark.tsx';
import classes from './front-page.module.css';

/** What stands before the app: the mark and one form in the middle. */
export function FrontPage({ width, children }: { width: number; children: ReactNode }) {
  return (
    <main className={classes.page}>
      <Stack gap="lg" w="100%" maw={width}>
        <div className={classes.brand}>
          <Mark size={34} />
          <div>
            <Title order={1}>Ringfence</Title>
            <Text size="sm" className="quiet">
              Calls that stay inside the rules
            </Text>
          </div>
        </div>
        {children}
      </Stack>
    </main>
  );
}
