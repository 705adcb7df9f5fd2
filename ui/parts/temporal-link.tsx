import { Anchor, Tooltip } from '@mantine/core';
import { IconExternalLink } from '@tabler/icons-react';

/** The workflow behind what is shown, for engineers. */
export function TemporalLink({ url, expires }: { url: string | null | undefined; expires?: string }) {
  if (!url) return null;
  return (
    <Tooltip label={expires ?? 'The workflow in the Temporal UI. Temporal forgets closed workflows after a while.'}>
      <Anchor href={url} target="_blank" rel="noreferrer" size="sm" className="nowrap">
        Workflow <IconExternalLink size={13} aria-hidden style={{ verticalAlign: '-1px' }} />
      </Anchor>
    </Tooltip>
  );
}
