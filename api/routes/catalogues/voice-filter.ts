import type { Voice, VoiceCatalogue, VoiceQuery } from '../../contract/catalogues.ts';

/** Whether a voice is one of those asked for. */
export function matches(voice: Voice, query: VoiceQuery): boolean {
  const { provider, language, gender, accent, recommended, search } = query;
  if (provider !== undefined && voice.provider !== provider) return false;
  if (language !== undefined && !speaks(voice, language)) return false;
  if (gender !== undefined && voice.gender !== gender) return false;
  if (accent !== undefined && voice.accent.toLowerCase() !== accent.toLowerCase()) return false;
  if (recommended !== undefined && voice.recommended !== recommended) return false;
  if (search === undefined) return true;
  const text = [voice.name, voice.id, voice.description, voice.accent, ...voice.tags].join(' ').toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function speaks(voice: Voice, tag: string): boolean {
  const wanted = tag.toLowerCase();
  const made = voice.language.toLowerCase();
  return made === wanted || made.startsWith(`${wanted}-`);
}

/** What there is to choose from, and how many of each; the most frequent first. */
export function facetsOf(voices: readonly Voice[]): VoiceCatalogue['facets'] {
  const count = (of: (voice: Voice) => string) => {
    const counts = new Map<string, number>();
    for (const voice of voices) counts.set(of(voice), (counts.get(of(voice)) ?? 0) + 1);
    return [...counts]
      .filter(([value]) => value !== '')
      .map(([value, total]) => ({ value, count: total }))
      .toSorted((a, b) => b.count - a.count || a.value.localeCompare(b.value));
  };
  return {
    provider: count((voice) => voice.provider),
    language: count((voice) => voice.language.split('-')[0] ?? voice.language),
    gender: count((voice) => voice.gender),
    accent: count((voice) => voice.accent),
  };
}
