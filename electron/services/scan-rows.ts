import { ANOMALIES } from '../../shared/model/scan.ts';
import type { OpenSpill } from '../adapters/spill/spill.ts';
import { digestIndex } from '../domain/digest-index.ts';
import type { HitJudgement } from '../domain/scan-job.ts';
import type { ScanUse } from './scan.ts';
import { BLOCK_ROWS, type Columns, packedColumns } from './scan-columns.ts';
import { type SpilledTexts, spilledTexts } from './scan-texts.ts';

/** What a verdict says of a token at an instant, without the token: a few dozen in any scan. */
export type Ruling = Pick<HitJudgement, 'outcome' | 'code' | 'codes' | 'warnings' | 'issuer' | 'isSignatureGood'>;

const USE = {
  whole: ['token', 'ruling', 'file', 'odd', 'kid', 'sub', 'obj', 'flow'],
  double: ['line', 'column', 'arrived', 'instant', 'range'],
} as const;
const DIGEST = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;
const TOKEN = { whole: ['first', 'jti', 'alg', ...DIGEST], double: ['iat', 'exp'] } as const;

type UseColumns = Columns<(typeof USE.whole)[number], (typeof USE.double)[number]>;
type TokenColumns = Columns<(typeof TOKEN.whole)[number], (typeof TOKEN.double)[number]>;

/** The uses of one scan, in private files. Tokens are in them by their digests alone. */
export interface ScanRows {
  readonly uses: UseColumns;
  readonly texts: SpilledTexts;
  /** @throws DISK_FULL */
  add(use: ScanUse): number;
  /** `isInOrder`: rows are read one after the other. @throws RangeError */
  read(row: number, isInOrder?: boolean): ScanUse;
  ruling(number: number): Ruling;
  /** The number of a file; -1: none has that name. */
  fileNumber(name: string): number;
  fileName(number: number): string;
  tokens(): number;
  erase(): void;
}

/** Makes an empty store. @throws DISK_FULL */
export function scanRows(openSpill: OpenSpill): ScanRows {
  const uses: UseColumns = packedColumns(USE, openSpill());
  const tokens: TokenColumns = packedColumns(TOKEN, openSpill());
  const texts = spilledTexts(openSpill());
  const numbers = digestIndex();
  const rulings: Ruling[] = [];
  const rulingNumbers = new Map<string, number>();
  const files: string[] = [];
  const fileNumbers = new Map<string, number>();

  function rulingNumber({ outcome, code, codes, warnings, issuer, isSignatureGood }: HitJudgement): number {
    const name = `${outcome} ${code} ${codes.join()} ${warnings.join()} ${issuer} ${String(isSignatureGood)}`;
    const known = rulingNumbers.get(name);
    if (known !== undefined) return known;
    rulingNumbers.set(name, rulings.length);
    return rulings.push({ outcome, code, codes, warnings, issuer, isSignatureGood }) - 1;
  }

  function fileNumberOf(name: string): number {
    const known = fileNumbers.get(name);
    if (known !== undefined) return known;
    fileNumbers.set(name, files.length);
    return files.push(name) - 1;
  }

  let tokensKept = 0;

  function tokenNumber({ sha256, judged: { jti, alg, iat, exp } }: ScanUse) {
    const { number, isNew } = numbers.number(sha256);
    if (isNew) {
      const words = DIGEST.map((name, at) => [name, Number.parseInt(sha256.slice(at * 8, at * 8 + 8), 16)] as const);
      tokens.append({
        first: uses.rows(),
        jti: texts.add(jti),
        alg: texts.number(alg),
        iat: iat ?? Number.NaN,
        exp: exp ?? Number.NaN,
        ...(Object.fromEntries(words) as Record<(typeof DIGEST)[number], number>),
      });
    }
    return { number, isNew };
  }

  function placeOf(row: number) {
    return {
      file: files[uses.at('file', row)] ?? '',
      line: uses.at('line', row),
      column: uses.at('column', row),
    };
  }

  return {
    uses,
    texts,
    add(use) {
      const { source, judged, arrivedAt, anomalies } = use;
      const { number, isNew } = tokenNumber(use);
      const row = uses.append({
        token: number,
        ruling: rulingNumber(judged),
        file: fileNumberOf(source.file),
        column: source.column,
        odd: anomalies.reduce((bits, one) => bits | (1 << ANOMALIES.indexOf(one)), 0),
        kid: texts.number(judged.kid),
        sub: texts.number(judged.sub),
        obj: texts.number(judged.obj),
        flow: texts.number(judged.flow),
        line: source.line,
        arrived: arrivedAt ?? Number.NaN,
        instant: judged.instant ?? Number.NaN,
        range: use.range ?? Number.NaN,
      });
      if (isNew) tokensKept += 1;
      return row;
    },
    read(row, isInOrder = false) {
      if (isInOrder) uses.load(Math.floor(row / BLOCK_ROWS));
      const token = uses.at('token', row);
      const first = tokens.at('first', token);
      // Tokens that are new come one after the other, too.
      if (isInOrder && first === row) tokens.load(Math.floor(token / BLOCK_ROWS));
      const odd = uses.at('odd', row);
      return {
        source: placeOf(row),
        sha256: DIGEST.map((name) => tokens.at(name, token).toString(16).padStart(8, '0')).join(''),
        duplicateOf: first === row ? null : placeOf(first),
        judged: {
          ...rulingOf(uses.at('ruling', row)),
          kid: texts.text(uses.at('kid', row)),
          sub: texts.text(uses.at('sub', row)),
          obj: texts.text(uses.at('obj', row)),
          flow: texts.text(uses.at('flow', row)),
          alg: texts.text(tokens.at('alg', token)),
          jti: texts.text(tokens.at('jti', token)),
          iat: known(tokens.at('iat', token)),
          exp: known(tokens.at('exp', token)),
          instant: known(uses.at('instant', row)),
        },
        arrivedAt: known(uses.at('arrived', row)),
        anomalies: ANOMALIES.filter((_, at) => (odd & (1 << at)) !== 0),
        range: known(uses.at('range', row)),
        verdict: null,
      };
    },
    ruling: rulingOf,
    fileNumber: (name) => fileNumbers.get(name) ?? -1,
    fileName: (number) => files[number] ?? '',
    tokens: () => tokensKept,
    erase() {
      for (const one of [uses, tokens, texts]) one.erase();
    },
  };

  function rulingOf(number: number): Ruling {
    const ruling = rulings[number];
    if (ruling === undefined) throw new RangeError(`there is no ruling ${String(number)}`);
    return ruling;
  }
}

function known(number: number): number | null {
  return Number.isNaN(number) ? null : number;
}
