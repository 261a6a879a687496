/**
 * A private file for what would not fit into memory. What is in it is gone when it is erased, and when this process ends in
 * whatever way.
 */
export interface Spill {
  /** Adds bytes at the end, and says where they begin. @throws DISK_FULL */
  append(bytes: Uint8Array): number;
  /** Writes over bytes that were added before. @throws DISK_FULL */
  write(at: number, bytes: Uint8Array): void;
  /** Fills `into` with what stands at a place. @throws INTERNAL where that is beyond the end */
  read(at: number, into: Uint8Array): void;
  erase(): void;
}

/** Makes an empty one. @throws DISK_FULL */
export type OpenSpill = () => Spill;
