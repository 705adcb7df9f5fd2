import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Express } from 'express';
import helmet from 'helmet';

const PAGE = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>Ringfence API</title></head>
<body>
<div id="reference"></div>
<script src="/docs/reference.js"></script>
<script src="/docs/start.js"></script>
</body>
</html>
`;
const START = `Scalar.createApiReference('#reference', {
  url: '/openapi.json',
  withDefaultFonts: false,
  telemetry: false,
  hideClientButton: true,
  agent: { disabled: true },
  mcp: { disabled: true },
  showDeveloperTools: 'never',
});
`;

/** The API description and a page that shows it. Every file comes from here: the page asks nobody else. */
export function mountDocs(app: Express): void {
  const reference = fileURLToPath(
    new URL('../../node_modules/@scalar/api-reference/dist/browser/standalone.js', import.meta.url),
  );
  const description = readFileSync(new URL('../openapi.json', import.meta.url));
  app.get('/openapi.json', (_request, response) => void response.type('application/json').send(description));
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      // Scalar writes style elements as it renders.
      'style-src': ["'self'", "'unsafe-inline'"],
      'img-src': ["'self'", 'data:'],
      'font-src': ["'self'", 'data:'],
      'connect-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  });
  app.get('/docs', policy, (_request, response) => void response.type('html').send(PAGE));
  app.get('/docs/start.js', (_request, response) => void response.type('text/javascript').send(START));
  app.get('/docs/reference.js', (_request, response) => {
    response.type('text/javascript').set('cache-control', 'public, max-age=86400').sendFile(reference);
  });
}
