import { useQuery } from '@tanstack/react-query';
import { listUsersOptions } from '../../api-client/@tanstack/react-query.gen.ts';
import { useMay } from '../../session/use-session.tsx';

const USER = 'user:';

/** Who did something, by name where this person may see who else works here. */
export function Actor({ by }: { by: string | null }) {
  const mayRead = useMay('users:read');
  const isUser = by?.startsWith(USER) ?? false;
  const users = useQuery({
    ...listUsersOptions({ query: { limit: 200 } }),
    enabled: mayRead && isUser,
    staleTime: 60_000,
    meta: { part: 'the names of people' },
  });
  if (by === null) return <>–</>;
  const user = isUser ? users.data?.items.find(({ id }) => id === by.slice(USER.length)) : undefined;
  if (user) return <span title={user.email}>{user.name || user.email}</span>;
  return <>{isUser ? `a user, ${by.slice(USER.length, USER.length + 8)}` : by}</>;
}
