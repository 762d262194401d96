import './app/font.css';
import './app/mantine.css';
import 'virtual:theme_variables.css';
import './app/styles.css';
import { MantineProvider } from '@mantine/core';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Start } from './app/start';
import { theme } from './app/theme';
import { startStrings } from './strings/strings';

await startStrings();
createRoot(document.getElementById('root') as HTMLElement).render(
  <StrictMode>
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Start />
    </MantineProvider>
  </StrictMode>,
);
