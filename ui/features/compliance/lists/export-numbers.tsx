import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useDownload } from '../../../http/use-download.ts';
import type { WhichList } from './which-list.ts';

/** The whole list as a file. That it was taken is written to the ledger. */
export function ExportNumbers({ of }: { of: WhichList }) {
  const { download, isPending } = useDownload(() =>
    notifications.show({ message: 'Downloaded, and written to the ledger.' }),
  );
  const query = new URLSearchParams({ list: of.list, ...(of.campaignId && { campaignId: of.campaignId }) });
  return (
    <Button
      variant="default"
      loading={isPending}
      onClick={() => download(`/api/v1/dnc/exports?${query.toString()}`, `do-not-call-${of.list}.csv`)}
    >
      Export
    </Button>
  );
}
