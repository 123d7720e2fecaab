// Texts of others as people may be shown them: signs that act are shown, not obeyed. The server does
// the same for what it writes (graph/visible.py).

// eslint-disable-next-line no-control-regex
const ACTING =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufffe\uffff]/g;

/** A text that turns no writing: a sign that would is shown as \u202e, and so on. */
export function visible(text: string): string {
  return text.replace(ACTING, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`);
}
