import type { RuleSet } from './rule.ts';
import { attemptsPerLead, attemptsPerNumber } from './rules/attempts-per-day.ts';
import { campaignBrake, demonstrationClock, somePhone } from './rules/brakes.ts';
import { campaignWindow, lawfulWindow } from './rules/calling-window.ts';
import { knownLocation } from './rules/location.ts';
import { oneCallAtATime } from './rules/one-call-at-a-time.ts';
import { suppression } from './rules/suppression.ts';

/** The rules in force. Raise the version with every change of a rule: verdicts are kept under it. */
export const STANDARD_RULES: RuleSet = {
  version: '2026-11-21',
  rules: [
    somePhone,
    campaignBrake,
    demonstrationClock,
    suppression,
    knownLocation,
    lawfulWindow,
    campaignWindow,
    attemptsPerNumber,
    attemptsPerLead,
    oneCallAtATime,
  ],
};
