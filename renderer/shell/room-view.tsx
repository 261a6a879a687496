import { lazy } from 'react';
import type { Route } from '../ipc/route.ts';

const OverviewPage = lazy(() =>
  import('../features/overview/overview-page.tsx').then((file) => ({ default: file.OverviewPage })),
);
const SignRoom = lazy(() => import('../features/signing/sign-room.tsx').then((file) => ({ default: file.SignRoom })));
const CheckRoom = lazy(() =>
  import('../features/token-check/check-room.tsx').then((file) => ({ default: file.CheckRoom })),
);
const CasesRoom = lazy(() => import('../features/cases/cases-room.tsx').then((file) => ({ default: file.CasesRoom })));
const KeysRoom = lazy(() => import('../features/keys/keys-room.tsx').then((file) => ({ default: file.KeysRoom })));
const DcmRoom = lazy(() => import('../features/dcm/dcm-room.tsx').then((file) => ({ default: file.DcmRoom })));
const CeremoniesRoom = lazy(() =>
  import('../features/ceremonies/ceremonies-room.tsx').then((file) => ({ default: file.CeremoniesRoom })),
);
const AuditPage = lazy(() => import('../features/audit/audit-page.tsx').then((file) => ({ default: file.AuditPage })));
const SettingsPage = lazy(() =>
  import('../features/settings/settings-page.tsx').then((file) => ({ default: file.SettingsPage })),
);
const HelpRoom = lazy(() => import('../features/help/help-room.tsx').then((file) => ({ default: file.HelpRoom })));

interface Props {
  readonly route: Route;
  readonly onShortcuts: () => void;
}

/** The room that the address names; each is fetched when it is first entered. */
export function RoomView({ route, onShortcuts }: Props) {
  switch (route.room) {
    case 'overview':
      return <OverviewPage />;
    case 'sign':
      return <SignRoom rest={route.rest} />;
    case 'check':
      return <CheckRoom rest={route.rest} />;
    case 'cases':
      return <CasesRoom rest={route.rest} />;
    case 'keys':
      return <KeysRoom rest={route.rest} />;
    case 'dcm':
      return <DcmRoom rest={route.rest} />;
    case 'ceremonies':
      return <CeremoniesRoom rest={route.rest} />;
    case 'audit':
      return <AuditPage key={route.rest[0]} from={route.rest[0]} />;
    case 'help':
      return <HelpRoom rest={route.rest} />;
    case 'settings':
      return <SettingsPage onShortcuts={onShortcuts} />;
  }
}
