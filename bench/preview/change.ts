/** Moves the leads of three states, ends those of two, and leaves all others where they are. */
export const CHANGE = {
  title: 'Shorter afternoons in three states, none in two',
  reason: 'A change that was made up to measure one',
  amendments: [
    {
      id: 'bench.hours',
      title: 'From three in the afternoon',
      citation: 'made up',
      where: { states: ['US-NY', 'US-TX', 'US-CA'] },
      requires: {
        what: 'hours',
        byWeekday: Object.fromEntries(
          ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'].map((day) => [day, { start: '15:00', end: '19:00' }]),
        ),
      },
    },
    {
      id: 'bench.ban',
      title: 'No calls',
      citation: 'made up',
      where: { states: ['US-OH', 'US-GA'] },
      requires: { what: 'ban' },
    },
  ],
};
