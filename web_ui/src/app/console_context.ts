import { createContext, useContext } from 'react';
import type { Client } from '../transport/client';
import type { ServerState } from './server_state';

// What every page may use. The bundle is text, so that a person can change it before replaying.
export interface ConsoleContext {
  client: Client;
  bundle: string;
  setBundle: (text: string) => void;
  needsSignIn: boolean;
  /** Whether what the pages show can be current. */
  serverState: ServerState;
  onSignedIn: (token: string) => void;
}

export const ConsoleContext = createContext<ConsoleContext | null>(null);

export function useConsole(): ConsoleContext {
  const context = useContext(ConsoleContext);
  if (!context) throw new Error('A page stands outside the console');
  return context;
}
