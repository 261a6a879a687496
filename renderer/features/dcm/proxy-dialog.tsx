import { type FormEvent, useState } from 'react';
import type { Proxy } from '../../../shared/model/access.ts';
import { Button } from '../../components/button.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Choice, Field } from '../../components/field.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Stack } from '../../components/page.tsx';
import { goInstead } from '../../ipc/route.ts';
import { useCommand } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { AccessDialogProps } from './access-dialogs.tsx';

const MODES: readonly Proxy['mode'][] = ['system', 'direct', 'fixed'];

/** Which way calls to this DCM take. A user of the proxy is asked for the password next. */
export function ProxyDialog({ environment, access, onClose }: AccessDialogProps) {
  const text = useText();
  const write = useCommand('access.write');
  const fixed = access.proxy.mode === 'fixed' ? access.proxy : null;
  const [mode, setMode] = useState(access.proxy.mode);
  const [url, setUrl] = useState(fixed?.url ?? '');
  const [user, setUser] = useState(fixed?.user ?? '');
  const isReady = mode !== 'fixed' || url.trim() !== '';

  async function submit(event: FormEvent) {
    event.preventDefault();
    if (!isReady) return;
    const proxy: Proxy = mode === 'fixed' ? { mode, url: url.trim(), user: user.trim() || null } : { mode };
    const { env, pin, contact } = access;
    const result = await write.run({ env, pin, contact, proxy });
    if (!result.ok) return;
    const { proxy: kept, hasProxyPassword } = result.value;
    if (kept.mode === 'fixed' && kept.user !== null && !hasProxyPassword) goInstead('dcm', 'access', 'proxy-password');
    else onClose();
  }

  return (
    <Dialog title={text.access.proxyTitle} env={environment.name} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Stack>
          <Choice
            legend={text.access.proxy}
            value={mode}
            onChange={setMode}
            options={MODES.map((id) => ({ id, label: text.access.proxyMode[id], hint: text.access.proxyHint[id] }))}
          />
          {mode === 'fixed' && (
            <>
              <Field
                label={text.access.proxyUrl}
                hint={text.access.proxyUrlHint}
                isCode
                value={url}
                onChange={setUrl}
              />
              <Field label={text.access.proxyUser} isOptional value={user} onChange={setUser} />
            </>
          )}
          {write.error && <ErrorNotice error={write.error} env={environment.name} />}
          <DialogActions>
            <Button onPress={onClose}>{text.common.cancel}</Button>
            <Button look="primary" type="submit" isDisabled={!isReady || write.isRunning}>
              {text.access.save}
            </Button>
          </DialogActions>
        </Stack>
      </form>
    </Dialog>
  );
}
