import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useDownload } from '../../../http/use-download.ts';

/** The whole list as a file. That it was taken is written to the ledger. */
export function ExportNumbers({ list }: { list: 'internal' | 'litigator' }) {
  const { download, isPending } = useDownload(() =>
    notifications.show({ message: 'Downloaded, and written to the ledger.' }),
  );
  return (
    <Button
      variant="default"
      loading={isPending}
      onClick={() => download(`/api/v1/dnc/exports?list=${list}`, `do-not-call-${list}.csv`)}
    >
      Export
    </Button>
  );
}
