const plural = (count: number, one: string, other: string) => `${String(count)} ${count === 1 ? one : other}`;

/** What a scan in the terminal says to people. Names of codes, claims and anomalies are the same in every language. */
export const SCAN_EN = {
  found: (uses: number, tokens: number) => `${plural(uses, 'use', 'uses')} of ${plural(tokens, 'token', 'tokens')}`,
  within: (files: number, bytes: number, seconds: string) =>
    ` in ${plural(files, 'file', 'files')} (${String(bytes)} bytes, ${seconds} s)`,
  fromRows: ', counted from the rows: a CSV carries no list of files',
  outcome: 'outcome',
  code: 'code',
  issuer: 'issuer',
  kid: 'kid',
  anomaly: 'anomaly',
  none: '(none)',
  affected: 'affected',
  noTime: 'no time',
  between: (from: string, to: string) => `${from} to ${to}`,
  file: 'file',
  notRead: 'NOT READ',
  notReadToEnd: 'not read to its end',
  withoutZone: (uses: number) =>
    `${plural(uses, 'use stands', 'uses stand')} beside a time without a zone: no time was judged; say which it is: --zone +02:00`,
  notRecorded: 'NOT_RECORDED: the trail could not be written: note this scan elsewhere',
  withTokens:
    'WITH_TOKENS: the tokens themselves are written: whoever has one can use it until its exp; keep the export to yourself, and delete it when it is not needed',
  notPrivate: 'WITH_TOKENS: the file is another user’s, and others may read it',
};

export type ScanWords = typeof SCAN_EN;
