import type { Output } from '../../../shared/ipc/contract.ts';
import { LinkButton } from '../../components/button.tsx';
import { ErrorNotice, Notice } from '../../components/notice.tsx';
import { address } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';

/** What the core says of a text that was given as a set of keys. */
export type Look = Output<'bundle.look'>;

const TOKENS: readonly Look['kind'][] = ['jwt', 'jws', 'jws-json', 'jwe'];
/** What is nothing that is known here, the import says better why it is no set. */
const SETS: readonly Look['kind'][] = ['jwks', 'public-jwk', 'signed-bundle', 'nothing-known'];

/** Whether a text may be a set or a bundle; nothing secret is. */
export function mayBeSet({ kind, isSecret }: Look): boolean {
  return SETS.includes(kind) && !isSecret;
}

/** Something else than keys of DCM: what it is, and what to do with it. */
export function NoSet({ look }: { readonly look: Look }) {
  const text = useText();
  if (TOKENS.includes(look.kind)) {
    return (
      <Notice tone="bad" title={text.bundle.isToken} isLive>
        <LinkButton href={address('check')}>{text.shell.rooms.check}</LinkButton>
      </Notice>
    );
  }
  if (look.isSecret) {
    return <ErrorNotice error={{ code: 'PRIVATE_KEY_GIVEN', message: text.bundle.isPrivate, hint: '' }} />;
  }
  return <Notice tone="bad" title={text.bundle.isOther(text.examine.kinds[look.kind])} isLive />;
}
