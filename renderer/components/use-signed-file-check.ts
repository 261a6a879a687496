import { useState } from 'react';
import type { Input, Output } from '../../shared/ipc/contract.ts';
import type { PickedFile } from '../ipc/hand-over.ts';
import { useCommand } from '../ipc/use-call.ts';

type Channel = 'case.verify' | 'passport.verify' | 'backup.verifyCertificate';

/** The check of a signed file by one channel: what it found last, and what its form wants. */
export function useSignedFileCheck<C extends Channel>(channel: C) {
  const verify = useCommand(channel);
  const [answer, setAnswer] = useState<{ readonly report: Output<C>; readonly wasNamed: boolean } | null>(null);
  return {
    answer,
    form: {
      isRunning: verify.isRunning,
      error: verify.error,
      onChange() {
        setAnswer(null);
        verify.reset();
      },
      async onCheck(file: PickedFile, trusted: string | null) {
        const result = await verify.run({ file: file.id, trusted } as Input<C>);
        setAnswer(result.ok ? { report: result.value, wasNamed: trusted !== null } : null);
      },
    },
  };
}
