import { createHash } from 'node:crypto';
import type { Express } from 'express';
import helmet from 'helmet';
import { offlinePage, servedPage, VERIFIER_STYLE, verifierScript } from '../../../ledger/page/verifier-page.ts';

/** The page that verifies exports in the browser. It asks nobody: not even this server. */
export function mountVerifier(app: Express): void {
  // Put together when somebody asks for it first.
  let made: { script: string; offline: string; tag: string } | undefined;
  const parts = () => {
    if (made) return made;
    const offline = offlinePage();
    const tag = `"${createHash('sha256').update(offline).digest('base64url').slice(0, 16)}"`;
    made = { script: verifierScript(), offline, tag };
    return made;
  };
  const policy = helmet.contentSecurityPolicy({
    useDefaults: false,
    directives: {
      'default-src': ["'none'"],
      'script-src': ["'self'"],
      'style-src': ["'self'"],
      'base-uri': ["'none'"],
      'form-action': ["'none'"],
      'frame-ancestors': ["'none'"],
    },
  });
  const files: [string, string, () => string][] = [
    ['/verify', 'html', servedPage],
    ['/verify/verifier.js', 'text/javascript', () => parts().script],
    ['/verify/style.css', 'css', () => VERIFIER_STYLE],
  ];
  for (const [path, type, content] of files)
    app.get(path, policy, (_request, response) => {
      response.type(type).set('etag', parts().tag).send(content());
    });
  // To be kept, not opened here: its script stands in the page.
  app.get('/verify/offline.html', policy, (_request, response) => {
    response.type('html').attachment('verify-ledger.html').set('etag', parts().tag).send(parts().offline);
  });
}
