import { createTheme } from '@mantine/core';

export const theme = createTheme({
  primaryColor: 'ink',
  primaryShade: { light: 7, dark: 6 },
  autoContrast: true,
  colors: {
    ink: [
      '#eef4fb',
      '#dbe7f4',
      '#b6cfe9',
      '#8db5de',
      '#6a9fd4',
      '#4a86c2',
      '#2f6cab',
      '#1d4e89',
      '#173f70',
      '#112f55',
    ],
    // Greys with the blue of the pages' own surfaces, lightest first.
    dark: [
      '#e4e9ef',
      '#b9c3ce',
      '#a2adba',
      '#6b7785',
      '#38434f',
      '#2b3541',
      '#1f2731',
      '#191f27',
      '#11161c',
      '#0c1015',
    ],
  },
  defaultRadius: 'sm',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
});
