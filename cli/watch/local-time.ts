import type { LocalTime } from '../../api/contract/time.ts';

const CLOCK = 'demonstration clock';

/** `Tue 24 Nov, 08:00 Pacific/Honolulu`, and whose clock that is where it is not the real one. */
export function localTime({ local, zone, demonstration }: LocalTime): string {
  const wall = new Date(`${local.slice(0, 16)}:00Z`);
  const day = wall.toUTCString().slice(0, 11).replace(',', '').replace(/ 0/, ' ');
  return `${day}, ${local.slice(11, 16)} ${zone}${demonstration ? ` (${CLOCK})` : ''}`;
}

/** `11:20 Tue America/New_York` */
export function clockReading({ local, zone, demonstration }: LocalTime): string {
  const day = new Date(`${local.slice(0, 16)}:00Z`).toUTCString().slice(0, 3);
  return `${day} ${local.slice(11, 16)} ${zone}${demonstration ? `, ${CLOCK}` : ''}`;
}
