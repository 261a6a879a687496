/** What policy.json needs so that one token may be signed for production. `isFile`: whether the file is there already. */
export function policySnippet(wanted: {
  readonly sub: string | null;
  readonly flow: string | null;
  readonly isFile: boolean;
}): string {
  const rule = { sub: wanted.sub ?? '*', flow: wanted.flow ?? '*' };
  const list = `"productionSigning": [${JSON.stringify(rule)}]`;
  return wanted.isFile ? list : `{${BUILT_IN}, ${list}}`;
}

/** The rules that a policy must have, as they are in force without a file. */
const BUILT_IN =
  '"version": 1, "maxTokenLifeSeconds": 1200, "defaultTokenLifeSeconds": 300, "minRsaBits": 2048, "algorithms": ["RS256"]';
