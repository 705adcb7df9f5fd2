export const OPT_OUT_STATUS_CHOICES = ['open', 'proven', 'undone'] as const;
export const OPT_OUT_SOURCE_CHOICES = [
  'spoken',
  'key-press',
  'officer',
  'web-form',
  'e-mail',
  'carrier',
  'import',
  'api',
] as const;
