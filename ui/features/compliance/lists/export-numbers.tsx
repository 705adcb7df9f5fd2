import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { problemOf } from '../../../http/problem.ts';
import { saveAs } from '../../../http/save-as.ts';
import { useSession } from '../../../session/use-session.tsx';

/** The whole list as a file. That it was taken is written to the ledger. */
export function ExportNumbers({ list }: { list: 'internal' | 'litigator' }) {
  const session = useSession();
  const take = useMutation({
    mutationFn: () => saveAs(session, `/api/v1/dnc/exports?list=${list}`, `do-not-call-${list}.csv`),
    onSuccess: () => notifications.show({ message: 'Downloaded, and written to the ledger.' }),
    onError: (error) => notifications.show({ color: 'red', message: problemOf(error).detail }),
  });
  return (
    <Button variant="default" loading={take.isPending} onClick={() => take.mutate()}>
      Export
    </Button>
  );
}
