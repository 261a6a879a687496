import { Download } from 'lucide-react';
import { useState } from 'react';
import { Button } from '../../components/button.tsx';
import { useText } from '../../text/text.ts';
import { ScanSaveDialog } from './scan-save-dialog.tsx';

interface Props {
  readonly hasSummary: boolean;
  readonly hasTokens: boolean;
}

/** Writes all that was found, for another program or for a spreadsheet. What was found is gone with the window. */
export function ScanSave(props: Props) {
  const { scan } = useText();
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button icon={Download} onPress={() => setIsOpen(true)}>
        {scan.saveOpen}
      </Button>
      {isOpen && <ScanSaveDialog {...props} onClose={() => setIsOpen(false)} />}
    </>
  );
}
