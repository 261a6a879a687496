/** What the practice DCM answers to a request that it does not carry out: a status, and JSON with one sentence. */
export class PracticeError extends Error {
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.name = 'PracticeError';
    this.status = status;
  }
}
