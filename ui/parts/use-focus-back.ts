import { useEffect, useState } from 'react';

/** A dialog that goes together with what asked for it gives the keyboard back to where it was; one that stays does so itself. */
export function useFocusBack(opened: boolean): void {
  const [before] = useState(() => (opened ? document.activeElement : null));
  useEffect(() => {
    if (!opened) return undefined;
    return () => {
      const isNowhere = document.activeElement === null || document.activeElement === document.body;
      if (isNowhere && before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [opened, before]);
}
