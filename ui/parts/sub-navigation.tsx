import { Link, type LinkProps, useRouterState } from '@tanstack/react-router';
import { currentPlace } from './current-place.ts';
import classes from './sub-navigation.module.css';
import { useCurrentInSight } from './use-current-in-sight.ts';

/** The screens of one noun, beside each other; on a phone a strip that shows where one is. */
export function SubNavigation({
  label,
  places,
}: {
  label: string;
  places: readonly { to: NonNullable<LinkProps['to']>; label: string }[];
}) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const current = currentPlace(
    path,
    places.map(({ to }) => to),
  );
  const strip = useCurrentInSight<HTMLElement>(path);
  return (
    <nav ref={strip} aria-label={label} className={`${classes.nav} sideways`}>
      {places.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes.place}
          aria-current={place.to === current ? 'page' : undefined}
        >
          {place.label}
        </Link>
      ))}
    </nav>
  );
}
