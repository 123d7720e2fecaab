// Control characters in texts of others are shown, not obeyed. The server does the same for what it
// writes (graph/visible.py).

const CONTROL =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A text whose control characters are written out: the one that turns writing round as \u202e. */
export function visible(value: string): string {
  return value.replace(CONTROL, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
