/** Files on the disks of this machine, by paths that an officer chose. */
export interface Files {
  /** What lies there, whether a file or a folder. @throws FILE_UNREADABLE */
  look(path: string): Promise<{ readonly isFolder: boolean; readonly size: number }>;
  /** Size in bytes. @throws FILE_UNREADABLE */
  size(path: string): Promise<number>;
  /** Reads a whole file. The bytes belong to the caller. @throws FILE_UNREADABLE, INPUT_TOO_LARGE above `maxBytes` */
  read(path: string, maxBytes: number): Promise<Buffer>;
  /** Writes a file that only its owner reads: whole, in place of one that is there, or not at all. @throws FILE_UNWRITABLE */
  write(path: string, text: string | Iterable<string> | AsyncIterable<string>): Promise<void>;
  /** The bytes of a file, piece by piece. @throws FILE_UNREADABLE */
  pieces(path: string): AsyncIterable<Buffer>;
}
