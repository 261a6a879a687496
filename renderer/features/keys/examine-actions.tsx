import { Columns2, FileKey, IdCard, KeyRound, type LucideIcon, SearchCheck, Server } from 'lucide-react';
import type { Examined } from '../../../shared/model/examined.ts';
import { Button } from '../../components/button.tsx';
import { Row } from '../../components/page.tsx';
import { handOver, type PickedFile } from '../../ipc/hand-over.ts';
import { go } from '../../ipc/route.ts';
import { useText } from '../../text/text.ts';
import { isKeyMaterial } from '../../components/secret-notice.tsx';

interface Props {
  readonly examined: Examined;
  readonly text: string | null;
  readonly file: PickedFile | null;
  readonly onCompare: () => void;
}

interface Act {
  readonly name: string;
  readonly icon: LucideIcon;
  readonly run: () => void;
}

/** What may be done next, each as a button; the first is what is wanted most. */
export function ExamineActions(props: Props) {
  const acts = useActs(props);
  if (acts.length === 0) return null;
  return (
    <Row>
      {acts.map(({ name, icon, run }, index) => (
        <Button key={name} look={index === 0 ? 'primary' : 'plain'} icon={icon} onPress={run}>
          {name}
        </Button>
      ))}
    </Row>
  );
}

function useActs({ examined, text, file, onCompare }: Props): readonly Act[] {
  const { examine } = useText();
  const may = (action: Examined['actions'][number]) => examined.actions.includes(action);
  const known = examined.keys.find((key) => key.known !== null)?.known?.kid ?? null;
  const goWithFile = (place: 'import' | 'verify') => () => {
    if (file !== null) handOver({ file });
    go('keys', place);
  };
  const acts: (Act | false)[] = [
    may('check-token') &&
      text !== null && {
        name: examine.toCheck,
        icon: SearchCheck,
        run: () => {
          handOver({ token: bareToken(text) });
          go('check');
        },
      },
    may('show-key') && known !== null && { name: examine.toKey, icon: KeyRound, run: () => go('keys', 'show', known) },
    may('import-key') && {
      name: file === null ? examine.toFileImport : examine.toImport,
      icon: FileKey,
      run: goWithFile('import'),
    },
    (may('import-snapshot') || may('import-bundle')) && {
      name: examine.toSnapshot,
      icon: Server,
      run: () => go('dcm'),
    },
    may('verify-passport') && { name: examine.toPassport, icon: IdCard, run: goWithFile('verify') },
    may('compare') &&
      text !== null &&
      !isKeyMaterial(examined) && { name: examine.toCompare, icon: Columns2, run: onCompare },
  ];
  return acts.filter((act) => act !== false);
}

/** Without the name of a header and "Bearer", as it is copied out of a log; everything else is for the judge to say. */
function bareToken(text: string): string {
  return /^["']?(?:[\w-]+\s*:\s*)?(?:Bearer\s+)?([^\s"']+)["']?$/iu.exec(text.trim())?.[1] ?? text;
}
