/** What a provision asks, in words. Shapes are those of the API’s ProvisionInput; unknown ones are told as they are. */
export function requirementWords(requires: unknown): string {
  const one = fieldsOf(requires);
  switch (one['what']) {
    case 'hours':
      return hoursWords(one);
    case 'cap':
      return `At most ${String(one['most'])} ${one['most'] === 1 ? 'call' : 'calls'} in ${spanWords(one['perMs'])}, of ${SCOPES[String(one['scope'])] ?? String(one['scope'])}${one['sameSubject'] === true ? ', about the same subject' : ''}`;
    case 'quiet-after':
      return `No call for ${typeof one['forMonths'] === 'number' ? `${one['forMonths']} months` : spanWords(one['forMs'])} after ${listOf(one['events'])}, of ${SCOPES[String(one['scope'])] ?? String(one['scope'])}`;
    case 'consent':
      return `Consent: ${String(one['scope'])}${one['written'] === true ? ', in writing' : ''}`;
    case 'list':
      return `The registry ${String(one['list'])}, at most ${String(one['maxAgeDays'])} days old${one['mustHold'] === true ? '; without it no call' : ''}`;
    case 'reassigned':
      return one['mustAsk'] === true
        ? 'Ask whether the number has a new owner; else no call'
        : 'No call to a number that has a new owner';
    case 'ban':
      return 'No call at all';
    case 'disclosure':
      return `Say or do: ${String(one['key'])}, within ${spanWords(one['withinMs'])} of the ${String(one['after'])}`;
    case 'duty':
      return `A duty: ${String(one['duty'])}`;
    default:
      return JSON.stringify(requires);
  }
}

/** Where it holds and for which calls. */
export function scopeWords(where: unknown, appliesTo: unknown): string {
  const places = fieldsOf(where);
  const scope = fieldsOf(appliesTo);
  const said = [
    ...(Array.isArray(places['states']) ? [listOf(places['states'])] : []),
    ...(Array.isArray(places['countries']) ? [listOf(places['countries'])] : []),
    ...(Array.isArray(places['postalCodes']) ? [`postal codes ${listOf(places['postalCodes'])} …`] : []),
    ...(Array.isArray(scope['kinds']) ? [`${listOf(scope['kinds'])} calls`] : []),
    ...(scope['automatedVoice'] === true ? ['an artificial voice'] : []),
    ...(Array.isArray(scope['numberTypes']) ? [`${listOf(scope['numberTypes'])} numbers`] : []),
    ...(typeof scope['unlessConsent'] === 'string' ? [`unless consent: ${scope['unlessConsent']}`] : []),
    ...(scope['unlessRelationship'] === true ? ['unless a business relationship'] : []),
    ...(scope['unlessDirectConsent'] === true ? ['unless agreed directly'] : []),
  ];
  return said.length === 0 ? 'every call' : said.join('; ');
}

/** From when until when, as the law’s days or minutes are written. */
export function datesWords(from: string | null, until: string | null): string {
  const said = [from ? `from ${from.replace('T', ' ')}` : '', until ? `until ${until.replace('T', ' ')}` : ''];
  return said.filter(Boolean).join(' ') || 'for good';
}

/** A field of something that the API passes on as it was entered. */
export function fieldOf(value: unknown, name: string): unknown {
  return fieldsOf(value)[name];
}

/** The same, as text; empty where there is none. */
export function textOf(value: unknown, name: string): string {
  const field = fieldOf(value, name);
  return typeof field === 'string' ? field : '';
}

const SCOPES: Readonly<Record<string, string>> = {
  number: 'this number',
  person: 'the person',
  'person-debt': 'the person about this debt',
};

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
const DAY_WORDS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'] as const;

function hoursWords(one: Record<string, unknown>): string {
  const week = fieldsOf(one['byWeekday']);
  const each = DAYS.map((day) => hourWords(week[day]));
  const spans: string[] = [];
  for (let start = 0; start < each.length; ) {
    let end = start;
    while (end + 1 < each.length && each[end + 1] === each[start]) end += 1;
    const days = start === end ? DAY_WORDS[start] : `${DAY_WORDS[start]}–${DAY_WORDS[end]}`;
    spans.push(`${days} ${each[start]}`);
    start = end + 1;
  }
  const holidays = fieldsOf(one['holidays']);
  const off = one['holidays'] === undefined ? '' : `, holidays ${hourWords(holidays['hours'])}`;
  return `${spans.join(', ')}${off}`;
}

function hourWords(hours: unknown): string {
  const { start, end } = fieldsOf(hours);
  return typeof start === 'string' && typeof end === 'string' ? `${start}–${end}` : 'no calls';
}

function spanWords(ms: unknown): string {
  if (typeof ms !== 'number') return String(ms);
  const units: [number, string][] = [
    [86_400_000, 'day'],
    [3_600_000, 'hour'],
    [60_000, 'minute'],
    [1_000, 'second'],
  ];
  const [size, name] = units.find(([unit]) => ms >= unit && ms % unit === 0) ?? [1, 'ms'];
  const count = ms / size;
  return size === 1 ? `${count} ms` : `${count} ${name}${count === 1 ? '' : 's'}`;
}

function listOf(value: unknown): string {
  return Array.isArray(value) ? value.map(String).join(', ') : '';
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
