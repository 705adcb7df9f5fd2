import type { Request } from 'express';
import { REFRESH_DAYS } from '../../auth/refresh-tokens.ts';

const NAME = 'ringfence_refresh';
const PATH = '/api/v1/auth';

export function refreshCookie(token: string, secure: boolean): string {
  return cookie(token, REFRESH_DAYS * 86_400, secure);
}

export function clearedRefreshCookie(secure: boolean): string {
  return cookie('', 0, secure);
}

export function readRefreshCookie(request: Request): string | null {
  for (const part of (request.get('cookie') ?? '').split(';')) {
    const [name, value] = part.trim().split('=', 2);
    if (name === NAME && value) return value;
  }
  return null;
}

function cookie(value: string, maxAge: number, secure: boolean): string {
  return `${NAME}=${value}; Path=${PATH}; Max-Age=${maxAge}; HttpOnly; SameSite=Strict${secure ? '; Secure' : ''}`;
}
