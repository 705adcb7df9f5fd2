import { ActionIcon, Group, Loader, Text, Tooltip } from '@mantine/core';
import { IconPlayerPlayFilled, IconPlayerStopFilled } from '@tabler/icons-react';
import type { CatalogueVoice } from '../../api-client/types.gen.ts';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { Choose } from './choose.tsx';
import type { Sample } from './use-sample.ts';
import classes from './voice-tab.module.css';
import { languageName, providerName } from './words.ts';

const LATENCIES: Readonly<Record<CatalogueVoice['latency'], string>> = {
  lowest: 'under 150 ms',
  low: 'under 300 ms',
  medium: 'over 300 ms',
};

/** One voice: who, how it sounds, how fast, and a sample where one can be had. */
export function VoiceRow({
  voice,
  chosen,
  disabled,
  sample,
  onChoose,
}: {
  voice: CatalogueVoice;
  chosen: boolean;
  disabled: boolean;
  sample: Sample;
  onChoose: () => void;
}) {
  const key = `${voice.provider} ${voice.id}`;
  const playing = sample.playing === key;
  const language = languageName(voice.language);
  // American English needs no American after it.
  const accent = language.includes(voice.accent) ? '' : voice.accent;
  const facts = [providerName(voice.provider), language, accent, voice.gender].filter(
    (fact) => fact !== '' && fact !== 'unknown',
  );
  return (
    <li className={classes.voice} data-chosen={chosen || undefined}>
      <Tooltip
        label={
          voice.sample ? 'Hear it' : `A sample needs a key of ${providerName(voice.provider)} under Settings, Providers`
        }
      >
        <ActionIcon
          variant="default"
          size="lg"
          radius="xl"
          aria-label={playing ? `Stop ${voice.name}` : `Hear ${voice.name}`}
          data-disabled={!voice.sample || undefined}
          aria-disabled={!voice.sample}
          onClick={() => voice.sample && void (playing ? sample.stop() : sample.play(voice.provider, voice.id))}
        >
          {sample.loading === key ? (
            <Loader size={14} />
          ) : playing ? (
            <IconPlayerStopFilled size={14} aria-hidden />
          ) : (
            <IconPlayerPlayFilled size={14} aria-hidden />
          )}
        </ActionIcon>
      </Tooltip>
      <div className={classes.about}>
        <Group gap={6} wrap="wrap">
          <Text fw={600} size="sm" component="span">
            {voice.name}
          </Text>
          {voice.recommended && <StatusBadge tone="good">recommended</StatusBadge>}
          {voice.live && <StatusBadge tone="info">in your account</StatusBadge>}
          {!voice.verified && (
            <Tooltip label="Not taken from the provider’s own documentation: try it before you rely on it.">
              <span>
                <StatusBadge tone="quiet">unverified</StatusBadge>
              </span>
            </Tooltip>
          )}
        </Group>
        <Text size="xs" className="quiet">
          {facts.join(' · ')} · {LATENCIES[voice.latency]}
        </Text>
        <Text size="xs">{voice.description}</Text>
      </div>
      <Choose chosen={chosen} disabled={disabled} name={voice.name} onChoose={onChoose} />
    </li>
  );
}
