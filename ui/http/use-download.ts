import { notifications } from '@mantine/notifications';
import { useMutation } from '@tanstack/react-query';
import { useSession } from '../session/use-session.tsx';
import { problemOf } from './problem.ts';
import { saveAs } from './save-as.ts';

/** Fetches a file that needs the token and hands it to the browser; says why where it cannot. */
export function useDownload(onDone?: () => void) {
  const session = useSession();
  const { mutate, isPending } = useMutation({
    mutationFn: ({ path, name }: { path: string; name: string }) => saveAs(session, path, name),
    onSuccess: onDone,
    onError: (error) => notifications.show({ color: 'red', message: problemOf(error).detail }),
  });
  return { isPending, download: (path: string, name: string) => mutate({ path, name }) };
}
