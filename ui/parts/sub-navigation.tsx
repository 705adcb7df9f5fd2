import { Link, type LinkProps, useRouterState } from '@tanstack/react-router';
import classes from './sub-navigation.module.css';

/** The screens of one noun, beside each other. */
export function SubNavigation({
  label,
  places,
}: {
  label: string;
  places: readonly { to: NonNullable<LinkProps['to']>; label: string }[];
}) {
  const path = useRouterState({ select: (state) => state.location.pathname });
  return (
    <nav aria-label={label} className={classes.nav}>
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
