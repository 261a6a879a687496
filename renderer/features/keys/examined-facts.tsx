import { CircleCheck, CircleX, ShieldQuestionMark } from 'lucide-react';
import type { Examined, ExaminedKey } from '../../../shared/model/examined.ts';
import { Facts, Stack } from '../../components/page.tsx';
import { KeyStatus, Status } from '../../components/status.tsx';
import { Thumbprint } from '../../components/thumbprint.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import css from './examine.module.css';

/** What something is, in words; then the keys in it. Nothing of it is verified, and it says so. */
export function ExaminedFacts({ examined }: { readonly examined: Examined }) {
  const { examine } = useText();
  const { kind, encoding, keys, header } = examined;
  return (
    <Stack>
      <div className={css.answer} role="status">
        <ShieldQuestionMark size={32} strokeWidth={1.75} aria-hidden />
        <div>
          <p className={css.soft}>{examine.is}</p>
          <h2 className={css.kind}>{examine.kinds[kind]}</h2>
          <p>{examine.about[kind]}</p>
        </div>
      </div>
      {kind !== 'nothing-known' && (
        <>
          <Facts rows={[[examine.encoding, examine.encodings[encoding]]]} />
          {keys.length > 0 && (
            <ul className={css.keys} aria-label={examine.keysInIt}>
              {keys.map((key, index) => (
                <KeyInIt key={index} item={key} />
              ))}
            </ul>
          )}
          {header !== null && (
            <figure className={css.header}>
              <figcaption className={css.soft}>{examine.header}</figcaption>
              <pre tabIndex={0} aria-label={examine.header}>
                {JSON.stringify(header, null, 2)}
              </pre>
            </figure>
          )}
          <p className={css.soft}>{examine.notVerified}</p>
        </>
      )}
    </Stack>
  );
}

function KeyInIt({ item }: { readonly item: ExaminedKey }) {
  const { examine, keys } = useText();
  return (
    <li className={css.key}>
      <p className={css.line}>
        <strong>
          {[item.kty, item.alg, item.bits === null ? null : keys.bits(item.bits)].filter(Boolean).join(' · ')}
        </strong>
        {item.problem === null ? (
          <Status tone="good" icon={CircleCheck}>
            {examine.fit}
          </Status>
        ) : (
          <Status tone="bad" icon={CircleX}>
            {examine.unfit(item.problem)}
          </Status>
        )}
      </p>
      <p className={css.line}>{item.kid === null ? examine.noKid : <code>{item.kid}</code>}</p>
      {item.thumbprint !== null && <Thumbprint value={item.thumbprint} />}
      <p className={css.line}>
        {item.known === null ? (
          <span className={css.soft}>{examine.notOurs}</span>
        ) : (
          <>
            <a href={address('keys', 'show', item.known.kid)}>{examine.ours}</a>
            <KeyStatus state={item.known.state} />
          </>
        )}
      </p>
    </li>
  );
}
