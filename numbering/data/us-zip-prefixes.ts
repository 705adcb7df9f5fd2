/**
 * First three digits of US ZIP codes: the state, or the several states, they deliver to. Derived from a table of all ZIP
 * codes (npm `zipcodes` 8.0.0), reviewed on 2026-11-21. Prefixes of military post (090-098, 340, 962-966) and unused
 * ones are left out on purpose: they tell no place.
 */
export const ZIP_PREFIX_STATES: readonly (readonly [states: string, prefixes: string])[] = [
  ['NY', '005 100-149'],
  ['PR', '006-007 009'],
  ['VI', '008'],
  ['MA', '010-027 055'],
  ['RI', '028-029'],
  ['NH', '030-038'],
  ['ME', '039-049'],
  ['VT', '050-054 056-059'],
  ['CT', '060-062 064-069'],
  ['CT NY', '063'],
  ['NJ', '070-089'],
  ['PA', '150-196'],
  ['DE', '197-199'],
  ['DC', '200 202-204 569'],
  ['VA', '201 220-246'],
  ['DC MD VA', '205'],
  ['MD', '206-212 214-219'],
  ['WV', '247-268'],
  ['NC', '270-289'],
  ['SC', '290-299'],
  ['GA', '300-319 398-399'],
  ['FL', '320-339 341-342 344 346-347 349'],
  ['AL', '350-352 354-369'],
  ['TN', '370-385'],
  ['MS', '386-397'],
  ['KY', '400-418 420-427'],
  ['OH', '430-459'],
  ['IN', '460-479'],
  ['MI', '480-499'],
  ['IA', '500-516 520-528'],
  ['WI', '530-532 534-535 537-549'],
  ['MN', '550-551 553-567'],
  ['SD', '570-577'],
  ['ND', '580-588'],
  ['MT', '590-599'],
  ['IL', '600-620 622-629'],
  ['MO', '630-631 633-641 644-658'],
  ['KS', '660-662 664-679'],
  ['NE', '680-681 683-693'],
  ['LA', '700-701 703-708 710-714'],
  ['AR', '716-729'],
  ['OK', '730-731 734-738 740-741 743-749'],
  ['TX', '733 750-770 772-799 885'],
  ['OK TX', '739'],
  ['CO', '800-816'],
  ['WY', '820-831'],
  ['ID', '832-833 835-838'],
  ['ID WY', '834'],
  ['UT', '840-847'],
  ['AZ', '850-853 855-857 859-860 863-865'],
  ['NM', '870-871 873-884'],
  ['NV', '889-891 893-895 897-898'],
  ['CA', '900-908 910-928 930-961'],
  ['HI AS', '967'],
  ['HI', '968'],
  ['GU MP', '969'],
  ['OR', '970-979'],
  ['WA', '980-986 988-994'],
  ['AK', '995-999'],
];

const EASTERN = 'America/New_York';
const CENTRAL = 'America/Chicago';
const MOUNTAIN = 'America/Denver';
const PACIFIC = 'America/Los_Angeles';
const ARIZONA = 'America/Phoenix';

/**
 * The zones of prefixes in states that have several. Where a prefix is divided, or there is doubt, it has both. A prefix
 * of a divided state that is not listed here has all zones of its state.
 */
export const ZIP_PREFIX_ZONES: readonly (readonly [prefixes: string, zones: readonly string[]])[] = [
  // Adak (99546) and Atka (99547) are the only post offices of the Hawaii-Aleutian zone.
  ['995', ['America/Anchorage', 'America/Adak']],
  ['996-999', ['America/Anchorage']],
  // Phenix City, Lanett and Valley live by Georgia's clock.
  ['350-352 354-367 369', [CENTRAL]],
  ['368', [CENTRAL, EASTERN]],
  // The Navajo Nation keeps daylight-saving time.
  ['850-853 855-857 863-864', [ARIZONA]],
  ['859-860 865', [ARIZONA, MOUNTAIN]],
  ['320-323 326-339 341-342 344 346-347 349', [EASTERN]],
  ['324', [CENTRAL, EASTERN]],
  ['325', [CENTRAL]],
  ['832-834 837', [MOUNTAIN]],
  ['835-836', [PACIFIC, MOUNTAIN]],
  ['838', [PACIFIC]],
  ['460-462 466-468 470-474 478', [EASTERN]],
  ['463-464', [CENTRAL]],
  ['465 469 475-477 479', [EASTERN, CENTRAL]],
  ['660-662 664-676 679', [CENTRAL]],
  ['677-678', [CENTRAL, MOUNTAIN]],
  ['400 402-418', [EASTERN]],
  ['401 425-427', [EASTERN, CENTRAL]],
  ['420-424', [CENTRAL]],
  ['480-497', [EASTERN]],
  ['498-499', [EASTERN, CENTRAL]],
  ['680-681 683-689', [CENTRAL]],
  ['690-692', [CENTRAL, MOUNTAIN]],
  ['693', [MOUNTAIN]],
  ['889-891 893-895 897', [PACIFIC]],
  // West Wendover, Jackpot, Owyhee and Mountain City live by their neighbours' clocks.
  ['898', [PACIFIC, MOUNTAIN]],
  ['580-584 587', [CENTRAL]],
  ['585-586 588', [CENTRAL, MOUNTAIN]],
  ['730-731 734-738 740-741 743-749', [CENTRAL]],
  ['739', [CENTRAL, MOUNTAIN]],
  ['970-978', [PACIFIC]],
  ['979', [PACIFIC, MOUNTAIN]],
  ['570-574', [CENTRAL]],
  ['575-576', [CENTRAL, MOUNTAIN]],
  ['577', [MOUNTAIN]],
  ['370-372 380-385', [CENTRAL]],
  ['373 377', [EASTERN, CENTRAL]],
  ['374 376 378-379', [EASTERN]],
  ['375', [CENTRAL]],
  ['733 750-770 772-797', [CENTRAL]],
  ['798', [MOUNTAIN, CENTRAL]],
  ['799 885', [MOUNTAIN]],
  // 967 is Hawaii, but 96799 is American Samoa.
  ['967', ['Pacific/Honolulu', 'Pacific/Pago_Pago']],
  // Guam and the Northern Marianas, and the freely associated states to the west and east of them.
  ['969', ['Pacific/Guam', 'Pacific/Palau', 'Pacific/Pohnpei', 'Pacific/Majuro']],
];
