import { HistoryPage } from './history-page.tsx';
import { SignPage } from './sign-page.tsx';

/** The signing desk, for the key that the address names, or what was signed. A kid has one part, the history two. */
export function SignRoom({ rest }: { readonly rest: readonly string[] }) {
  return rest.length === 2 && rest[1] === 'history' ? <HistoryPage /> : <SignPage kid={rest[0] ?? null} />;
}
