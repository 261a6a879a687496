import { usage } from './arguments.ts';
import { comparedLines, trustedSigner } from './bundle-trust.ts';
import type { Run } from './command.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { readNamedFile } from './input.ts';
import { refuseExisting, writeNewFile } from './new-file.ts';

/** Posts a request that came from another computer, byte for byte, and writes the receipt that goes back; `--show`: shows it only. */
export async function registerRequest(run: Run, file: string): Promise<ExitCode> {
  const { args, output } = run;
  const [env, out] = [args.required('env'), args.value('out')];
  const bytes = readNamedFile(file);
  const trusted = trustedSigner(run, bytes);
  const isShown = args.has('show');
  if (isShown === (out !== null)) throw usage('a request is looked at with --show, or posted with --out RECEIPT');
  if (out !== null) refuseExisting(out);
  const home = await run.home(isShown ? 'read' : 'write');
  const { kid, thumbprint, signer, method, url, body } = home.carriedRegistrations.preview(env, bytes, trusted);
  const exact = [`${method} ${url}`, body, `key ${kid}, thumbprint ${thumbprint}, asked for by ${signer}`];
  if (out === null) {
    home.trail.note('command.run', { command: 'dcm register --show' });
    output.result({ kid, thumbprint, signer, method, url, body }, exact);
    return EXIT.done;
  }
  output.remark(exact.join('\n'));
  const { registration, receipt } = await home.carriedRegistrations.post(env, bytes, trusted);
  writeNewFile(out, receipt.text);
  const { guid, state } = registration;
  const isProven = state === 'proven' || state === 'in-use';
  output.result({ guid, kid, state: 'listed', proven: isProven, out, sha256: receipt.report.sha256 }, [
    `${kid} is listed with ${env} as ${guid ?? '-'}`,
    `receipt: ${out} (SHA-256 ${receipt.report.sha256}); bring it back, and import it there`,
    ...comparedLines(run, receipt.report),
  ]);
  return EXIT.done;
}
