import type { Rule } from '../rule.ts';

/** A campaign that is not running dials nobody. Nobody can say when it runs again, so the deferral has no end. */
export const campaignBrake: Rule = {
  id: 'campaign-brake',
  of: 'lead',
  timeless: true,
  check(facts) {
    const status = facts.campaign?.status ?? null;
    const runs = status === null || status === 'running' || facts.phase === 'import';
    const about = { rule: 'campaign-brake', phone: null, facts: { status } };
    if (runs) return { ...about, result: 'pass', reason: null };
    return { ...about, result: 'defer', reason: 'campaign-not-running' };
  },
};

/** A demonstration clock says that it is noon when it is night. It must never decide about a real telephone. */
export const demonstrationClock: Rule = {
  id: 'demonstration-clock',
  of: 'lead',
  timeless: true,
  check(facts) {
    const refused = facts.demonstrationClock && facts.carrierIsReal;
    return {
      rule: 'demonstration-clock',
      phone: null,
      result: refused ? 'defer' : 'pass',
      reason: refused ? 'real-carrier-on-demo-clock' : null,
      facts: { demonstrationClock: facts.demonstrationClock, carrierIsReal: facts.carrierIsReal },
    };
  },
};

/** A lead without a usable phone, or without the one that was to be dialled, is not dialled. */
export const somePhone: Rule = {
  id: 'some-phone',
  of: 'lead',
  timeless: true,
  check(facts) {
    const found =
      facts.dialing === undefined
        ? facts.phones.length > 0
        : facts.phones.some((phone) => phone.position === facts.dialing);
    return {
      rule: 'some-phone',
      phone: null,
      result: found ? 'pass' : 'block',
      reason: found ? null : 'no-phone-left',
      facts: { phones: facts.phones.length },
    };
  },
};
