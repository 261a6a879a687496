import { Plus } from 'lucide-react';
import { useState } from 'react';
import type { Key, KeyCopy } from '../../../shared/model/key.ts';
import { Button } from '../../components/button.tsx';
import { Row } from '../../components/page.tsx';
import { Instant } from '../../components/time.tsx';
import { useText } from '../../text/text.ts';
import { AddCopyDialog } from './add-copy-dialog.tsx';
import { CopyGoneDialog } from './copy-gone-dialog.tsx';
import { CopyPlaces } from './copy-places.tsx';
import css from './key-page.module.css';

/** Where the private half is, or may be, beside its keychain: noted by people, or following from how it is kept. */
export function KeyCopies({ item }: { readonly item: Key }) {
  const { keyPage } = useText();
  const [isAdding, setIsAdding] = useState(false);
  const [gone, setGone] = useState<KeyCopy | null>(null);
  return (
    <section className={css.copies}>
      <h3>{keyPage.copiesTitle}</h3>
      {item.copies.length === 0 ? (
        <p className={css.soft}>{keyPage.copiesNone}</p>
      ) : (
        <ul className={css.list}>
          {item.copies.map((copy) => (
            <CopyRow key={copy.id} copy={copy} onGone={() => setGone(copy)} />
          ))}
        </ul>
      )}
      <Row>
        <Button icon={Plus} onPress={() => setIsAdding(true)}>
          {keyPage.noteCopy}
        </Button>
      </Row>
      <CopyPlaces item={item} />
      {isAdding && <AddCopyDialog kid={item.kid} onClose={() => setIsAdding(false)} />}
      {gone && <CopyGoneDialog kid={item.kid} copy={gone} onClose={() => setGone(null)} />}
    </section>
  );
}

function CopyRow({ copy, onGone }: { readonly copy: KeyCopy; readonly onGone: () => void }) {
  const { keyPage, passport } = useText();
  return (
    <li className={css.copy}>
      <div className={css.words}>
        <strong>{passport.copyKinds[copy.kind]}</strong>
        <code className={css.where}>{copy.where}</code>
        <p className={css.soft}>
          {copy.goneAt === null ? passport.copyNoted : passport.copyGone} <Instant iso={copy.goneAt ?? copy.notedAt} />
        </p>
      </div>
      {copy.goneAt === null && (
        <Button label={keyPage.copyGoneOf(copy.where)} onPress={onGone}>
          {keyPage.copyIsGone}
        </Button>
      )}
    </li>
  );
}
