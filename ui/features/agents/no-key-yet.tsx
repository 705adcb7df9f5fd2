import { AnchorLink } from '../../parts/links.tsx';

/** Beside what needs a key that is not stored: the way to where keys are entered. */
export function NoKeyYet() {
  return (
    <>
      {' · '}
      <AnchorLink inherit underline="always" to="/settings" search={{ tab: 'providers' }}>
        no key yet
      </AnchorLink>
    </>
  );
}
