import { z } from 'zod';

const MAX_CHARACTERS = 1024;

/**
 * A pattern for one claim: an exact text, or a text with one `*` at its beginning or its end, which stands for at least
 * one character of any kind; `*` alone is any text. Capital letters count. Nothing else has a meaning: no expression
 * from a file is ever run.
 */
export const patternSchema = z
  .string()
  .min(1)
  .max(MAX_CHARACTERS)
  .refine(
    (text) => [-1, 0, text.length - 1].includes(text.indexOf('*')) && text.indexOf('*') === text.lastIndexOf('*'),
    {
      error: 'a "*" stands once, as the first or as the last character',
    },
  );
