import { expect } from '@jest/globals';
import type { Page } from 'playwright-core';

/** Headers of a program that acts for this person. */
export async function signInToApi(
  of: Page,
  { email, password }: { email: string; password: string },
): Promise<{ authorization: string }> {
  const signed = await of.request.post('/api/v1/auth/sign-in', { data: { email, password } });
  const { accessToken } = await signed.json();
  return { authorization: `Bearer ${accessToken}` };
}

/** Makes things by the API where no screen is told about, and expects that they are made. */
export function makerOf(of: Page, headers: { authorization: string }) {
  return async (path: string, data: object): Promise<{ id: string }> => {
    const answer = await of.request.post(path, { headers, data });
    expect({ path, status: answer.status(), body: answer.ok() ? '' : await answer.text() }).toMatchObject({
      status: 201,
    });
    return answer.json();
  };
}
