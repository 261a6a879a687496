type Values = Readonly<Record<string, string>>;

/** What was typed, without white space at its ends. */
export function trimmed(values: Values): Values {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, value.trim()]));
}

/** What of it goes into the transcript: nothing that is secret, nothing that is empty. */
export function keptValues(values: Values, unkept: readonly string[]): Values {
  return Object.fromEntries(
    Object.entries(trimmed(values)).filter(([name, value]) => !unkept.includes(name) && value !== ''),
  );
}
