/** The rules that a policy must have, as they are in force without a file. */
const BUILT_IN = [
  '"version": 1',
  '"maxTokenLifeSeconds": 1200',
  '"defaultTokenLifeSeconds": 300',
  '"minRsaBits": 2048',
  '"algorithms": ["RS256"]',
];

/**
 * What policy.json needs so that one token may be signed for production: a member, or, where there is no file yet
 * (`isFile`), the whole of it; in one line, or spread out for reading.
 */
export function policySnippet(wanted: {
  readonly sub: string;
  readonly flow: string;
  readonly isFile: boolean;
  readonly isSpread: boolean;
}): string {
  const rule = `{ "sub": ${JSON.stringify(wanted.sub)}, "flow": ${JSON.stringify(wanted.flow)} }`;
  const list = wanted.isSpread ? `"productionSigning": [\n    ${rule}\n  ]` : `"productionSigning": [${rule}]`;
  if (wanted.isFile) return list;
  return wanted.isSpread ? `{\n  ${[...BUILT_IN, list].join(',\n  ')}\n}` : `{ ${[...BUILT_IN, list].join(', ')} }`;
}
