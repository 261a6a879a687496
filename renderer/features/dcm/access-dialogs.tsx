import { useEffect } from 'react';
import type { AccessView } from '../../../shared/ipc/access-contract.ts';
import type { Environment } from '../../../shared/model/environment.ts';
import { useApp } from '../../ipc/app-context.tsx';
import { goInstead, useRoute } from '../../ipc/route.ts';
import { AuthorityDialog } from './authority-dialog.tsx';
import { CertificateDialog } from './certificate-dialog.tsx';
import { ContactDialog } from './contact-dialog.tsx';
import { CredentialDialog } from './credential-dialog.tsx';
import { CredentialRemoveDialog } from './credential-remove-dialog.tsx';
import { ProxyDialog } from './proxy-dialog.tsx';
import { ProxyPasswordDialog } from './proxy-password-dialog.tsx';

export interface AccessDialogProps {
  readonly environment: Environment;
  readonly access: AccessView;
  readonly onClose: () => void;
}

/** The dialog that the address names (`#/dcm/access/proxy/stage`), so that a refused call can lead straight to its field. */
export function AccessDialogs(props: Omit<AccessDialogProps, 'onClose'>) {
  const [place, field, env = props.environment.name] = useRoute().rest;
  const { chooseEnvironment } = useApp();
  const isElsewhere = place === 'access' && env !== props.environment.name;
  useEffect(() => {
    if (isElsewhere) chooseEnvironment(env);
  }, [isElsewhere, env, chooseEnvironment]);
  if (place !== 'access' || isElsewhere) return null;
  const onClose = () => goInstead('dcm');
  switch (field) {
    case 'contact':
      return <ContactDialog {...props} onClose={onClose} />;
    case 'authority':
      return <AuthorityDialog {...props} onClose={onClose} />;
    case 'certificate':
      return <CertificateDialog {...props} onClose={onClose} />;
    case 'proxy':
      return <ProxyDialog {...props} onClose={onClose} />;
    case 'proxy-password':
      return <ProxyPasswordDialog {...props} onClose={onClose} />;
    case 'credential':
      return <CredentialDialog {...props} onClose={onClose} />;
    case 'credential-remove':
      return <CredentialRemoveDialog {...props} onClose={onClose} />;
    default:
      return null;
  }
}
