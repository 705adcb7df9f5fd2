import { useCallback, useEffect, useRef, useState } from 'react';
import { useSession } from '../../session/use-session.tsx';

/** Plays a few words of a voice, one at a time. Decoded here, since the page may load media from nowhere else. */
export function useSample() {
  const session = useSession();
  const [loading, setLoading] = useState<string | null>(null);
  const [playing, setPlaying] = useState<string | null>(null);
  const [problem, setProblem] = useState<unknown>(null);
  const output = useRef<{ context: AudioContext; source: AudioBufferSourceNode | null } | null>(null);

  const stop = useCallback(() => {
    output.current?.source?.stop();
    setPlaying(null);
  }, []);
  useEffect(() => () => void output.current?.context.close(), []);

  const play = useCallback(
    async (provider: string, voiceId: string) => {
      const key = `${provider} ${voiceId}`;
      stop();
      setProblem(null);
      setLoading(key);
      try {
        const query = new URLSearchParams({ voiceId });
        const path = `/api/v1/catalogues/voices/${encodeURIComponent(provider)}/sample?${query}`;
        const response = await session.fetch(path);
        if (!response.ok) throw await response.json();
        output.current ??= { context: new AudioContext(), source: null };
        const { context } = output.current;
        const source = context.createBufferSource();
        source.buffer = await context.decodeAudioData(await response.arrayBuffer());
        source.connect(context.destination);
        source.onended = () => setPlaying((now) => (now === key ? null : now));
        await context.resume();
        source.start();
        output.current.source = source;
        setPlaying(key);
      } catch (error) {
        setProblem(error);
      } finally {
        setLoading(null);
      }
    },
    [session, stop],
  );
  return { play, stop, loading, playing, problem };
}

export type Sample = ReturnType<typeof useSample>;
