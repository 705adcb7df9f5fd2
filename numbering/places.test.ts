import { describe, expect, test } from '@jest/globals';
import { parsePhoneNumberFromString } from 'libphonenumber-js/max';
import type { E164 } from '../domain/ids.ts';
import type { Address } from '../domain/places.ts';
import { cpuMsOf } from '../testing/cpu-time.ts';
import { NANP_AREAS } from './data/nanp-areas.ts';
import { US_STATES } from './data/us-states.ts';
import { addressPlaces } from './address-places.ts';
import { areaPlaces } from './nanp.ts';
import { placesOf } from './places.ts';
import { hasZone } from './zones.ts';

const short = (zones: readonly string[]) => zones.map((zone) => zone.replace('America/', '')).join(' ');
const at = (number: string, address: Address = {}) => placesOf(number as E164, address);
const number = (area: string) => `+1${area}5550101`;

describe('area codes', () => {
  test.each([
    ['212', 'New_York', 'US-NY', true],
    ['850', 'New_York Chicago', 'US-FL', false],
    ['448', 'New_York Chicago', 'US-FL', false],
    ['689', 'New_York', 'US-FL', true],
    ['270', 'Chicago New_York', 'US-KY', false],
    ['364', 'Chicago New_York', 'US-KY', false],
    ['219', 'Chicago New_York', 'US-IN', false],
    ['423', 'New_York Chicago', 'US-TN', false],
    ['930', 'New_York Chicago', 'US-IN', false],
    ['928', 'Phoenix Denver', 'US-AZ', false],
    ['605', 'Chicago Denver', 'US-SD', false],
    ['907', 'Anchorage Adak', 'US-AK', false],
    ['986', 'Denver Los_Angeles', 'US-ID', false],
    ['807', 'Toronto Winnipeg Atikokan', 'CA-ON', false],
    ['474', 'Regina Swift_Current Edmonton Winnipeg', 'CA-SK', false],
    ['902', 'Halifax', 'CA-NS CA-PE', false],
    ['787', 'Puerto_Rico', 'US-PR', true],
    ['671', 'Pacific/Guam', 'US-GU', true],
    ['876', 'Jamaica', '', true],
  ])('%s may ring in %s (%s), certain: %s', (area, zones, states, certain) => {
    const places = at(number(area));
    expect([short(places.zones), places.states.join(' '), places.certain]).toEqual([zones, states, certain]);
  });

  test.each([
    ['+18005550101', 'toll-free'],
    ['+18885550101', 'toll-free'],
    ['+19005550101', 'premium'],
    ['+15005550101', 'non-geographic'],
    ['+17105550101', 'non-geographic'],
    ['+19995550101', 'unassigned'],
    ['+13705550101', 'unassigned'],
    ['+870773111632', 'satellite'],
    ['+881612345678', 'satellite'],
    ['+448081570192', 'toll-free'],
    ['+442', 'unassigned'],
  ])('%s (%s) tells no place, and an address does not change that', (phone, kind) => {
    expect(at(phone)).toMatchObject({ zones: [], certain: false, kind });
    expect(at(phone, { state: 'NY', postalCode: '10001', country: 'US' }).zones).toEqual([]);
  });

  test('every code stands in one row, every zone exists, every state is known', () => {
    const codes = NANP_AREAS.flatMap((area) => area.codes.split(' '));
    expect(codes).toHaveLength(new Set(codes).size);
    for (const area of NANP_AREAS) {
      expect(area.zones.length).toBeGreaterThan(0);
      expect(area.zones.filter((zone) => !hasZone(zone))).toEqual([]);
      const unknown = area.states.filter((state) => state.startsWith('US-') && !US_STATES[state.slice(3)]);
      expect(unknown).toEqual([]);
    }
  });

  test("each state's zones are those of its area codes", () => {
    for (const { codes, states, zones } of NANP_AREAS) {
      const [state] = states;
      if (states.length !== 1 || !state?.startsWith('US-')) continue;
      const ofState = US_STATES[state.slice(3)]?.zones ?? [];
      expect({ codes, beyond: zones.filter((zone) => !ofState.includes(zone)) }).toEqual({ codes, beyond: [] });
    }
  });

  test('no code that libphonenumber knows to be in service is missing', () => {
    const missing: number[] = [];
    for (let code = 200; code < 1000; code++) {
      const valid = ['234', '567', '722'].some((exchange) =>
        parsePhoneNumberFromString(`+1${code}${exchange}2345`)?.isValid(),
      );
      if (valid && !areaPlaces(String(code))) missing.push(code);
    }
    expect(missing).toEqual([]);
  });
});

describe('an address', () => {
  test.each([
    ['narrows what its own area code leaves open', '850', { postalCode: '32501' }, 'Chicago', 'US-FL', true],
    ['narrows by its state and postal code', '928', { state: 'AZ', postalCode: '85364' }, 'Phoenix', 'US-AZ', true],
    [
      'leaves open what its own postal code leaves open',
      '928',
      { postalCode: '86515' },
      'Phoenix Denver',
      'US-AZ',
      false,
    ],
    ['of the same state keeps the zone of the number', '305', { state: 'Florida' }, 'New_York', 'US-FL', true],
    ['in the other zone of the same state adds it', '305', { postalCode: '32501' }, 'New_York Chicago', 'US-FL', false],
    ['elsewhere adds its zone and its state', '212', { state: 'CA' }, 'New_York Los_Angeles', 'US-NY US-CA', false],
    ['elsewhere in the same zone adds its state', '212', { state: 'fl' }, 'New_York Chicago', 'US-NY US-FL', false],
    [
      'whose parts contradict each other adds both',
      '212',
      { state: 'CA', postalCode: '60601' },
      'New_York Chicago Los_Angeles',
      'US-NY US-CA US-IL',
      false,
    ],
    [
      'in Canada adds its province',
      '212',
      { postalCode: 'V5K 0A1' },
      'New_York Vancouver Edmonton Dawson_Creek Fort_Nelson Creston',
      'US-NY CA-BC',
      false,
    ],
    [
      'that names only the own country says nothing',
      '850',
      { country: 'United States' },
      'New_York Chicago',
      'US-FL',
      false,
    ],
    [
      'that names only another country adds its zones',
      '212',
      { country: 'UK' },
      'New_York Europe/London',
      'US-NY',
      false,
    ],
    ['whose leading zero was eaten is read', '212', { postalCode: '2108' }, 'New_York', 'US-NY US-MA', false],
    [
      'that nobody can read says nothing',
      '850',
      { state: 'n/a', postalCode: '??', country: '-' },
      'New_York Chicago',
      'US-FL',
      false,
    ],
    [
      'of its own state keeps both clocks of a divided area',
      '334',
      { state: 'AL' },
      'Chicago New_York',
      'US-AL',
      false,
    ],
    ['of a province keeps the zone of its number', '416', { postalCode: 'M5V 2T6' }, 'Toronto', 'CA-ON', true],
    [
      'at a military post office says nothing',
      '850',
      { state: 'AE', postalCode: '09012' },
      'New_York Chicago',
      'US-FL',
      false,
    ],
    ['with a stated zone adds that zone', '212', { timeZone: 'Pacific Time' }, 'New_York Los_Angeles', 'US-NY', false],
    [
      'with a stated IANA zone adds that zone',
      '212',
      { timeZone: 'America/Denver' },
      'New_York Denver',
      'US-NY',
      false,
    ],
    ['with the zone that is known adds nothing', '212', { timeZone: 'EST' }, 'New_York', 'US-NY', true],
  ] as const)('%s', (_says, area, address, zones, states, certain) => {
    const places = at(number(area), address);
    expect([short(places.zones), places.states.join(' '), places.certain]).toEqual([zones, states, certain]);
  });

  test('of Hawaii and of American Samoa share a prefix', () => {
    expect(addressPlaces({ postalCode: '96799' })).toMatchObject({ states: ['US-AS'], zones: ['Pacific/Pago_Pago'] });
    expect(addressPlaces({ postalCode: '96701' })).toMatchObject({ states: ['US-HI'], zones: ['Pacific/Honolulu'] });
  });

  test.each([
    ['42001', 'Paducah', 'US-KY', 'Chicago'],
    ['40202', 'Louisville', 'US-KY', 'New_York'],
    ['46320', 'Hammond', 'US-IN', 'Chicago'],
    ['46201', 'Indianapolis', 'US-IN', 'New_York'],
    ['37402', 'Chattanooga', 'US-TN', 'New_York'],
    ['37201', 'Nashville', 'US-TN', 'Chicago'],
    ['79901', 'El Paso', 'US-TX', 'Denver'],
    ['57701', 'Rapid City', 'US-SD', 'Denver'],
    ['83814', "Coeur d'Alene", 'US-ID', 'Los_Angeles'],
    ['97914', 'Ontario, Oregon', 'US-OR', 'Los_Angeles Denver'],
    ['99501', 'Anchorage', 'US-AK', 'Anchorage Adak'],
    ['00901', 'San Juan', 'US-PR', 'Puerto_Rico'],
    ['10001-1234', 'New York', 'US-NY', 'New_York'],
  ])('with ZIP code %s is in %s', (postalCode, _city, state, zones) => {
    const places = addressPlaces({ postalCode });
    expect([places.states.join(' '), short(places.zones)]).toEqual([state, zones]);
  });
});

describe('other countries', () => {
  test('have all of their zones, the most populous first', () => {
    expect(at('+442079460123')).toMatchObject({ zones: ['Europe/London'], country: 'GB', certain: true });
    expect(at('+61731234567').zones).toEqual(
      expect.arrayContaining(['Australia/Brisbane', 'Australia/Perth', 'Australia/Lord_Howe']),
    );
    expect(at('+61731234567').zones).not.toContain('Asia/Tokyo');
    expect(at('+5511912345678').zones[0]).toBe('America/Sao_Paulo');
  });

  test('zones that show the same time are asked once', () => {
    const zones = at('+79261234567').zones;
    expect(zones.length).toBeGreaterThan(5);
    expect(zones.length).toBeLessThan(15);
  });

  test('the same places are the same object, whoever lives there', () => {
    const there = placesOf('+12125550101' as E164, { state: 'TX', postalCode: '75201' });
    expect(placesOf('+12125550177' as E164, { state: 'texas', postalCode: '75202' })).toBe(there);
    expect(placesOf('+12125550101' as E164, { state: 'TX', timeZone: 'Pacific' })).not.toBe(there);
  });
});

test('a stated zone that is thousands of spaces holds nobody up', () => {
  const slow = { timeZone: `e${' '.repeat(5_000)}x` };
  const spent = cpuMsOf(() => expect(at(number('212'), slow).zones).toEqual(['America/New_York']));
  expect(spent).toBeLessThan(5_000);
});
