import { hashPassword, verifyPassword } from '../../auth/passwords.ts';
import { exchangeRefreshToken, revokeRefreshToken, tenantOf } from '../../auth/refresh-tokens.ts';
import { Session, SignIn } from '../../contract/auth.ts';
import { unauthenticated } from '../../http/problem.ts';
import { defineOpenRoute } from '../../http/route.ts';
import { beginSession, isSecure, sessionAnswer, type SignedIn } from './open-session.ts';
import { clearedRefreshCookie, readRefreshCookie } from './refresh-cookie.ts';

type Candidate = SignedIn & { password_hash: string; disabled: boolean };

export const signIn = defineOpenRoute({
  id: 'signIn',
  method: 'post',
  path: '/api/v1/auth/sign-in',
  tag: 'Sign-in',
  summary: 'Sign in with e-mail and password',
  description: 'Answers with a 15-minute access token; a refresh token comes as an httpOnly cookie of this path.',
  access: 'public',
  body: SignIn,
  responses: { 200: { description: 'Signed in.', body: Session } },
  async handler({ body }, deps) {
    const [user] = await deps.database.outsideTenants<Candidate>('select * from sign_in_candidate($1)', [body.email]);
    // The same work for unknown addresses, so that time does not tell who has an account.
    const correct = user ? await verifyPassword(body.password, user.password_hash) : await pretend(body.password);
    if (!user || !correct || user.disabled) {
      throw refused();
    }
    const token = await deps.database.inTenant(user.tenant_id, async (tx) => {
      // Looking at a password takes a while: one that was replaced meanwhile opens nothing.
      const [held] = await tx.query(
        'select 1 from users where id = $1 and password_hash = $2 and disabled_at is null for no key update',
        [user.id, user.password_hash],
      );
      return held ? beginSession(tx, user.id) : null;
    });
    if (token === null) throw refused();
    return { status: 200, ...(await sessionAnswer(user, token, deps)) };
  },
});

export const refresh = defineOpenRoute({
  id: 'refreshSession',
  method: 'post',
  path: '/api/v1/auth/refresh',
  tag: 'Sign-in',
  summary: 'Exchange the refresh cookie for a new access token',
  description:
    'Each refresh token works once; used again at the same moment (two tabs, a reload) it is answered the same successor. Using one again later ends the whole session: two must hold it.',
  access: 'public',
  responses: { 200: { description: 'A new access token and a new cookie.', body: Session } },
  async handler({ request }, deps) {
    const token = readRefreshCookie(request);
    const tenantId = token === null ? null : tenantOf(token);
    if (token === null || tenantId === null) throw unauthenticated('There is no session to refresh. Sign in.');
    const exchange = await exchangeRefreshToken(deps.database, token, deps.config.jwtSecret);
    if (exchange.kind === 'refused') throw unauthenticated(REFUSED[exchange.reason], `refresh-${exchange.reason}`);
    const [user] = await deps.database.inTenant(tenantId, (tx) =>
      tx.query<SignedIn>('select tenant_id, id, email, name, role from users where id = $1', [exchange.userId]),
    );
    if (!user) throw unauthenticated(REFUSED.unknown);
    return { status: 200, ...(await sessionAnswer(user, exchange.token, deps)) };
  },
});

export const signOut = defineOpenRoute({
  id: 'signOut',
  method: 'post',
  path: '/api/v1/auth/sign-out',
  tag: 'Sign-in',
  summary: 'End this session',
  access: 'public',
  responses: { 204: { description: 'Signed out, or never was in.' } },
  async handler({ request }, deps) {
    const token = readRefreshCookie(request);
    if (token !== null) await revokeRefreshToken(deps.database, token);
    return { status: 204, body: undefined, headers: { 'set-cookie': clearedRefreshCookie(isSecure(deps)) } };
  },
});

const refused = () => unauthenticated('E-mail or password is wrong, or the account is disabled.', 'sign-in-refused');

const REFUSED = {
  unknown: 'This session has ended. Sign in again.',
  expired: 'This session is over 30 days old. Sign in again.',
  reused: 'This session was used from two places at once and has been ended for safety. Sign in again.',
};

async function pretend(password: string): Promise<false> {
  await hashPassword(password);
  return false;
}
