import { FileSearch } from 'lucide-react';
import { useState } from 'react';
import type { Output } from '../../../shared/ipc/contract.ts';
import { Button } from '../../components/button.tsx';
import { ContactCard } from '../../components/contact-card.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Tick } from '../../components/field.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { ErrorNotice } from '../../components/notice.tsx';
import { Row, Stack } from '../../components/page.tsx';
import type { PickedFile } from '../../ipc/hand-over.ts';
import { useCommand, useQuery } from '../../ipc/use-call.ts';
import { useText } from '../../text/text.ts';
import type { AccessDialogProps } from './access-dialogs.tsx';
import { AuthorityFacts } from './authority-facts.tsx';

interface Chosen {
  readonly file: PickedFile;
  readonly authority: NonNullable<Output<'access.seeAuthority'>['authority']>;
}

/** The extra authority in use, and another one from a file: shown before it counts, and confirmed by DCM on the phone. */
export function AuthorityDialog({ environment, access, onClose }: AccessDialogProps) {
  const text = useText();
  const { name: env, ca } = environment;
  const present = useQuery('access.seeAuthority', { env, file: null });
  const choose = useCommand('file.choose');
  const see = useCommand('access.seeAuthority');
  const set = useCommand('access.setAuthority');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [isConfirmed, setIsConfirmed] = useState(false);

  async function pick() {
    const picked = await choose.run({});
    if (!picked.ok || picked.value.file === null) return;
    const { file } = picked.value;
    setChosen(null);
    setIsConfirmed(false);
    set.reset();
    const seen = await see.run({ env, file: file.id });
    if (seen.ok && seen.value.authority !== null) setChosen({ file, authority: seen.value.authority });
  }

  async function change(to: Chosen | null) {
    const wanted = to === null ? null : { file: to.file.id, sha256: to.authority.sha256 };
    const result = await set.run({ env, chosen: wanted });
    if (result.ok) onClose();
  }

  return (
    <Dialog title={text.access.authorityTitle} env={env} onClose={onClose} isWide>
      <Stack>
        <p>{text.access.authorityLead}</p>
        {chosen === null ? (
          <>
            <h3>{text.access.authorityNow}</h3>
            <Loaded query={present}>
              {({ authority }) =>
                authority === null ? (
                  <p>{text.dcm.caNone}</p>
                ) : (
                  <>
                    <AuthorityFacts certificates={authority.certificates} />
                    <p>{text.access.authorityWithout}</p>
                  </>
                )
              }
            </Loaded>
          </>
        ) : (
          <>
            <h3>{text.access.authorityIn(chosen.file.name)}</h3>
            <AuthorityFacts certificates={chosen.authority.certificates} />
            <p>{text.access.authorityCompare}</p>
            {ca !== null && <p>{text.access.authorityReplaces}</p>}
            {access.contact && <ContactCard contact={access.contact} />}
            <Tick label={text.access.authorityConfirmed} isOn={isConfirmed} onChange={setIsConfirmed} />
          </>
        )}
        <Row>
          <Button icon={FileSearch} isDisabled={choose.isRunning || see.isRunning} onPress={() => void pick()}>
            {chosen === null ? text.access.authorityChoose : text.access.authorityOther}
          </Button>
        </Row>
        {[choose.error, see.error, set.error].map((error, index) => error && <ErrorNotice key={index} error={error} />)}
        <DialogActions>
          <Button onPress={onClose}>{text.common.close}</Button>
          {chosen === null && ca !== null && (
            <Button look="danger" isDisabled={set.isRunning} onPress={() => void change(null)}>
              {text.access.authorityRemove}
            </Button>
          )}
          {chosen !== null && (
            <Button look="primary" isDisabled={!isConfirmed || set.isRunning} onPress={() => void change(chosen)}>
              {text.access.authorityUse}
            </Button>
          )}
        </DialogActions>
      </Stack>
    </Dialog>
  );
}
