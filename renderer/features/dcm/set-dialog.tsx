import { FilePen, QrCode as QrCodeIcon } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { Environment } from '../../../shared/model/environment.ts';
import type { Sighting } from '../../../shared/model/sighting.ts';
import { Button } from '../../components/button.tsx';
import { CodeBlock } from '../../components/code-block.tsx';
import { Dialog, DialogActions } from '../../components/dialog.tsx';
import { Fold } from '../../components/fold.tsx';
import { HexGroups } from '../../components/hex-groups.tsx';
import { Loaded } from '../../components/loaded.tsx';
import { Notice } from '../../components/notice.tsx';
import { Facts } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useQuery } from '../../ipc/use-call.ts';
import { type Text, useText } from '../../text/text.ts';
import css from './archive.module.css';
import type { ArchivedSet } from './archived-sets.ts';
import { DcmKid } from './dcm-kid.tsx';
import { QrSequence } from './qr-sequence.tsx';

interface Props {
  readonly environment: Environment;
  readonly set: ArchivedSet;
  readonly onClose: () => void;
  readonly onBundle: () => void;
  /** Left out where no set came before. */
  readonly onCompare?: () => void;
}

/** One set as evidence: when it was seen, where it came from, and every byte of it. */
export function SetDialog({ environment, set, onClose, onBundle, onCompare }: Props) {
  const text = useText();
  const { snapshot, firstAt, lastAt, looks } = set;
  const [isShown, setIsShown] = useState(false);
  const evidence = useQuery('snapshot.read', { id: snapshot.id });
  return (
    <Dialog title={text.archive.setName(snapshot.id)} env={environment.name} onClose={onClose} isWide>
      {snapshot.problem !== null && (
        <Notice tone="bad" title={text.archive.standing.refused}>
          <p>{text.archive.setRefusedBody}</p>
          <p>
            <strong>{text.archive.setWhy}:</strong> <span lang="en">{snapshot.problem}</span>
          </p>
        </Notice>
      )}
      <Facts
        rows={[
          [text.archive.setFirst, <Instant iso={firstAt} />],
          [text.archive.setLast, <Instant iso={lastAt} isRelative />],
          [
            text.archive.setKeys,
            <div className={css.kids}>
              {snapshot.kids.length === 0
                ? text.common.none
                : snapshot.kids.map((kid) => <DcmKid key={kid} env={environment.name} kid={kid} />)}
            </div>,
          ],
          [text.dcm.columnDigest, <HexGroups value={snapshot.sha256} />],
          ...(looks[0] === undefined ? [] : originOf(looks[0], text)),
        ]}
      />
      {looks.length > 1 && (
        <Fold title={text.archive.setLooks(looks.length)}>
          <ol className={css.looks}>
            {looks.map((look) => (
              <li key={look.id}>
                <Facts
                  rows={[
                    [text.archive.setFirst, <Instant iso={look.firstAt} />],
                    [text.archive.setLast, <Instant iso={look.lastAt} />],
                    ...originOf(look, text),
                  ]}
                />
              </li>
            ))}
          </ol>
        </Fold>
      )}
      <Loaded query={evidence}>
        {(read) =>
          isShown ? <QrSequence value={read.text} /> : <CodeBlock value={read.text} what={text.archive.setBytes} />
        }
      </Loaded>
      <DialogActions>
        <Button onPress={onClose}>{text.common.close}</Button>
        {snapshot.problem === null && (
          <>
            <Button icon={QrCodeIcon} onPress={() => setIsShown(!isShown)}>
              {isShown ? text.archive.setBytes : text.bundle.showQr}
            </Button>
            <Button icon={FilePen} onPress={onBundle}>
              {text.bundle.make}
            </Button>
          </>
        )}
        {onCompare && <Button onPress={onCompare}>{text.archive.setCompare}</Button>}
      </DialogActions>
    </Dialog>
  );
}

/** Where a set came from at one stretch of time. */
function originOf({ trust, source, certificateSha256 }: Sighting, text: Text): [string, ReactNode][] {
  return [
    [text.archive.setTrust, text.terms.trust[trust]],
    [text.dcm.columnSource, <code>{source}</code>],
    [
      text.archive.setCertificate,
      certificateSha256 === null ? text.archive.setNoCertificate : <HexGroups value={certificateSha256} />,
    ],
  ];
}
