import type { RegistryVersion } from '../../../api-client/types.gen.ts';
import { StatusBadge, type Tone } from '../../../parts/status-badge.tsx';

const STATUS: Readonly<Record<RegistryVersion['status'], { tone: Tone; label: string }>> = {
  building: { tone: 'info', label: 'being read' },
  'awaiting-approval': { tone: 'warn', label: 'waits for an officer' },
  active: { tone: 'good', label: 'in force' },
  superseded: { tone: 'quiet', label: 'replaced' },
  rejected: { tone: 'quiet', label: 'rejected' },
  cancelled: { tone: 'quiet', label: 'stopped' },
  failed: { tone: 'bad', label: 'failed' },
};

export function VersionStatus({ status }: { status: RegistryVersion['status'] }) {
  const { tone, label } = STATUS[status];
  return (
    <StatusBadge tone={tone} pulse={status === 'building'}>
      {label}
    </StatusBadge>
  );
}
