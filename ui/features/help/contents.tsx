import { Anchor, SimpleGrid, Stack, Title } from '@mantine/core';
import { AnchorLink } from '../../parts/links.tsx';
import { PageHeader } from '../../parts/page-header.tsx';
import { HELP } from '../../parts/help-places.ts';

/** What there is to read: the same pages that are in `docs/` of a checkout. */
export function Contents() {
  return (
    <>
      <PageHeader
        title="Help"
        lead={
          <>
            Everything here is of this version. Programs find the API’s own pages at{' '}
            <Anchor href="/docs" target="_blank" inherit underline="always">
              /docs
            </Anchor>
            .
          </>
        }
      />
      <SimpleGrid cols={{ base: 1, sm: 2, lg: 4 }} spacing="xl">
        {HELP.map(({ title, pages }) => (
          <Stack key={title} gap={6} component="section" aria-label={title}>
            <Title order={2} size="h4">
              {title}
            </Title>
            {pages.map(({ name, label }) => (
              <AnchorLink key={name} to="/help/page/$" params={{ _splat: name }} size="sm">
                {label}
              </AnchorLink>
            ))}
          </Stack>
        ))}
      </SimpleGrid>
    </>
  );
}
