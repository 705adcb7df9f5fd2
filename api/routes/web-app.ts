import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import express from 'express';
import type { Express, Request } from 'express';
import helmet from 'helmet';
import type { ApiConfig } from '../config.ts';

/** Written by the build where a nonce belongs (ui/vite.config.ts). */
const PLACEHOLDER = '__NONCE__';
/** Addresses that are the API's own: one that does not exist there is an error, not a page. */
const OF_THE_API = /^\/(api|internal|docs|health|metrics|openapi\.json|temporal-codec|assets)(\/|$)/;

/**
 * Serves the built web app: its files for ever, since their names change with their content; its page for every address
 * that a person may have in the address bar. Without a build there is no page, and the API is the same.
 */
export function mountWebApp(app: Express, { uiFolder, livekit }: Pick<ApiConfig, 'uiFolder' | 'livekit'>): void {
  const page = join(uiFolder, 'index.html');
  if (!existsSync(page)) return;
  const html = readFileSync(page, 'utf8');
  const policyFor = contentSecurityPolicy(livekit?.publicUrl);
  app.use(
    '/assets',
    express.static(join(uiFolder, 'assets'), { immutable: true, maxAge: '365d', index: false, fallthrough: true }),
  );
  app.get(/.*/, (request, response, next) => {
    if (!isForPeople(request)) return next();
    const nonce = randomBytes(18).toString('base64');
    policyFor(nonce)(request, response, (error?: unknown) => {
      if (error) return next(error);
      response
        .type('html')
        .set('cache-control', 'no-cache')
        .set('permissions-policy', 'microphone=(self), camera=(), geolocation=()')
        .send(html.replaceAll(PLACEHOLDER, nonce));
    });
  });
}

function isForPeople(request: Request): boolean {
  return !OF_THE_API.test(request.path) && request.accepts(['html', 'json']) === 'html';
}

/** Scripts from here alone; styles from here, or with the nonce of this very answer. */
function contentSecurityPolicy(livekitUrl: string | undefined) {
  const media = livekitUrl === undefined ? [] : socketAndHttp(livekitUrl);
  return (nonce: string) =>
    helmet.contentSecurityPolicy({
      useDefaults: false,
      directives: {
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'style-src': ["'self'", `'nonce-${nonce}'`],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'", ...media],
        'media-src': ["'self'", 'blob:'],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
        'frame-ancestors': ["'none'"],
      },
    });
}

/** A LiveKit server is asked over a socket, and over HTTP when that fails, to say why. */
function socketAndHttp(url: string): string[] {
  const { origin } = new URL(url.replace(/^ws/, 'http'));
  return [origin, origin.replace(/^http/, 'ws')];
}
