import { createContext, useContext } from 'react';
import type { AppState, Settings } from '../../shared/ipc/contract.ts';
import type { Environment } from '../../shared/model/environment.ts';

/** What every screen may know: the app's state, the officer's settings, and where we are. */
export interface AppFacts {
  readonly state: AppState;
  readonly settings: Settings;
  readonly environments: readonly Environment[];
  /** The environment whose badge stands in the frame; `null` before the first one. */
  readonly environment: Environment | null;
  readonly chooseEnvironment: (name: string) => void;
  readonly changeSettings: (settings: Settings) => void;
  readonly askUnlock: () => void;
}

export const AppContext = createContext<AppFacts | null>(null);

/** The facts of the frame, for any page inside it. */
export function useApp(): AppFacts {
  const facts = useContext(AppContext);
  if (facts === null) throw new Error('the page stands outside its frame');
  return facts;
}
