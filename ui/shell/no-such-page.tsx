import { Center, Stack, Text, Title } from '@mantine/core';
import { ButtonLink } from '../parts/links.tsx';

/** An address that nothing is at. */
export function NoSuchPage() {
  return (
    <Center component="main" mih="70dvh" px="md">
      <Stack gap="xs" align="center" ta="center" maw={440}>
        <Title order={1}>There is no such page</Title>
        <Text size="sm" className="quiet">
          The address may be mistyped, or what was there was deleted.
        </Text>
        <ButtonLink to="/" variant="default" mt="xs">
          To the dashboard
        </ButtonLink>
      </Stack>
    </Center>
  );
}
