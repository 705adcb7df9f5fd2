/** What logs never show: credentials, and everything that callers put under `pii`. */
export const REDACTED = {
  paths: [
    'pii',
    '*.pii',
    'authorization',
    '*.authorization',
    'password',
    '*.password',
    'token',
    '*.token',
    'cookie',
    '*.cookie',
  ],
  censor: '[redacted]',
};
