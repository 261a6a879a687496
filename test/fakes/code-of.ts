import { AppError } from '../../electron/domain/errors.ts';

/** The code that a piece of work ends with; `done` where it does not fail, the error itself where it is none of ours. */
export async function codeOf(work: Promise<unknown>): Promise<unknown> {
  try {
    await work;
    return 'done';
  } catch (error) {
    return error instanceof AppError ? error.code : error;
  }
}
