import type { SpotlightActionData, SpotlightFilterFunction } from '@mantine/spotlight';

/** Keeps what has every typed word somewhere, in any order; groups keep theirs. */
export const byWords: SpotlightFilterFunction = (query, offered) => {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const fits = ({ label = '', description = '', keywords = '' }: SpotlightActionData) => {
    const text = [label, description, keywords].flat().join(' ').toLowerCase();
    return words.every((word) => text.includes(word));
  };
  return offered.flatMap((one): ReturnType<SpotlightFilterFunction> => {
    if (!('actions' in one)) return fits(one) ? [one] : [];
    const actions = one.actions.filter(fits);
    return actions.length === 0 ? [] : [{ group: one.group, actions }];
  });
};
