import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** The one accent. Shades 6 and 7 carry white text at 4.5:1 or better, on dark and light pages. */
const accent: MantineColorsTuple = [
  '#e8f5f2',
  '#d0eae5',
  '#a3d6cc',
  '#74c1b4',
  '#4bab9d',
  '#2a9485',
  '#157d6f',
  '#0b675b',
  '#08544a',
  '#054139',
];
/** Neutrals of the light scheme. Shade 6 is dimmed text: 4.5:1 on shade 1 too. */
const gray: MantineColorsTuple = [
  '#f8f9f8',
  '#f0f2f1',
  '#e4e7e6',
  '#d3d8d6',
  '#b3bab8',
  '#8b9492',
  '#5f6866',
  '#485150',
  '#323938',
  '#1d2322',
];
/** Neutrals of the dark scheme. Shade 2 is dimmed text, shade 7 the page. */
const dark: MantineColorsTuple = [
  '#e3e8e6',
  '#c9d0ce',
  '#a4adaa',
  '#7c8683',
  '#454d4b',
  '#353c3a',
  '#272d2b',
  '#171b1a',
  '#111514',
  '#0c0f0e',
];

export const theme = createTheme({
  primaryColor: 'accent',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  luminanceThreshold: 0.3,
  colors: { accent, gray, dark },
  black: '#1d2322',
  fontFamily: '"Inter Variable", system-ui, sans-serif',
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '640',
    sizes: {
      h1: { fontSize: '1.375rem', lineHeight: '1.3' },
      h2: { fontSize: '1rem', lineHeight: '1.4' },
      h3: { fontSize: '0.875rem', lineHeight: '1.4' },
    },
  },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '20px' },
  cursorType: 'pointer',
  respectReducedMotion: true,
  focusRing: 'auto',
  components: {
    Button: { defaultProps: { size: 'sm' } },
    TextInput: { defaultProps: { size: 'sm' } },
    Anchor: { defaultProps: { underline: 'hover' } },
    Tooltip: { defaultProps: { openDelay: 300, multiline: true, maw: 320 } },
    Modal: { defaultProps: { centered: true, closeButtonProps: { 'aria-label': 'Close' } } },
    // Their heads are header elements; a page has one banner.
    Notification: { defaultProps: { withBorder: true, closeButtonProps: { 'aria-label': 'Close this message' } } },
    ModalHeader: { defaultProps: { role: 'presentation' } },
    DrawerHeader: { defaultProps: { role: 'presentation' } },
    Drawer: { defaultProps: { closeButtonProps: { 'aria-label': 'Close' } } },
  },
});
