import type { Contact } from '../../../shared/model/access.ts';
import { useApp } from '../../ipc/app-context.tsx';
import { useQuery } from '../../ipc/use-call.ts';

/** Whom to call at the DCM of the environment in the frame; `null`: nobody is named, or the app is locked. */
export function useDcmContact(): Contact | null {
  const { state, environment } = useApp();
  const access = useQuery('access.read', environment === null || state.isLocked ? null : { env: environment.name });
  return access.value?.contact ?? null;
}
