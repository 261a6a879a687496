/** The page as it was built: all that the window ever serves. Written beside the bundles by build/page.ts. */
export interface AppFiles {
  readonly files: Readonly<Record<string, AppFile>>;
  /** `sha256-…` of each style that a component library puts into the document. */
  readonly styleHashes: readonly string[];
}

interface AppFile {
  readonly sha256: string;
  readonly contentType: string;
}
