import { Link, type LinkProps, useRouterState } from '@tanstack/react-router';
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
  const strip = useCurrentInSight<HTMLElement>(path);
  return (
    <nav ref={strip} aria-label={label} className={classes.nav}>
      {places.map((place) => (
        <Link
          key={place.to}
          to={place.to}
          activeOptions={{ exact: true, includeSearch: false }}
          className={classes.place}
          aria-current={path === place.to ? 'page' : undefined}
        >
          {place.label}
        </Link>
      ))}
    </nav>
  );
}
