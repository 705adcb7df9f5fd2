import { useEffect, useRef } from 'react';

/** For a strip of places that scrolls sideways: brings the current one into its middle. */
export function useCurrentInSight<Strip extends HTMLElement>(current: string) {
  const strip = useRef<Strip>(null);
  useEffect(() => {
    const shown = strip.current;
    const here = shown?.querySelector<HTMLElement>('[aria-current=page], [aria-selected=true]');
    if (!shown || !here) return;
    const [outer, inner] = [shown.getBoundingClientRect(), here.getBoundingClientRect()];
    // Not scrollIntoView: that moves the page too.
    shown.scrollLeft += inner.left + inner.width / 2 - (outer.left + outer.width / 2);
  }, [current]);
  return strip;
}
