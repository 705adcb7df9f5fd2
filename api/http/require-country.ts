import { PHONE_COUNTRIES } from '../../numbering/area.ts';
import type { ProblemField } from '../contract/problem.ts';
import { invalid } from './problem.ts';

/** Whether numbers in national form can be read as that country's; `undefined` says nothing and is well. */
export function countryProblems(country: string | undefined, field: string): ProblemField[] {
  if (country === undefined || PHONE_COUNTRIES.some((known) => known === country)) return [];
  const remedy = 'Send an ISO 3166 code, such as US, or GB for the United Kingdom.';
  return [{ field, message: 'No country with telephone numbers has this code.', remedy }];
}

/** @throws Problem 422 */
export function requireCountry(country: string | undefined, field = 'defaultCountry'): void {
  const problems = countryProblems(country, field);
  if (problems.length > 0) throw invalid(problems);
}
