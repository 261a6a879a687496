import { AppError, type ErrorCode } from './errors.ts';

/**
 * What is known of a request to DCM that failed.
 * `not-sent`: no byte of it left. `refused`: DCM answered, and did not do it. `unknown`: it may have been done.
 */
export type RequestFate = 'not-sent' | 'refused' | 'unknown';

/** A call to DCM that failed. `fate` tells a caller whether asking again could do the thing twice. */
export class DcmError extends AppError {
  readonly fate: RequestFate;

  constructor(
    code: ErrorCode,
    message: string,
    options: { readonly hint: string; readonly fate: RequestFate; readonly cause?: unknown },
  ) {
    super(code, message, options);
    this.name = 'DcmError';
    this.fate = options.fate;
  }
}
