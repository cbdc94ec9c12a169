/**
 * Where a text stops being JSON: line and column, from 1, of the first token that does not belong. Engines word their
 * messages differently and some give no place, so the place is found here. Returns `null` for valid JSON.
 */
export function jsonErrorPlace(text: string): { readonly line: number; readonly column: number } | null {
  const token =
    /[ \t\n\r]*(?:("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*")|(-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)|([{}[\],:]))/y;
  /** What may come next: a value, a key, … and which containers are open. */
  let expecting = 'value' as Expecting;
  const open: ('{' | '[')[] = [];
  let at = 0;

  const afterValue = (): Expecting => (open.length > 0 ? 'comma-or-end' : 'end');

  while (expecting !== 'end') {
    token.lastIndex = at;
    const match = token.exec(text);
    if (!match) return placeOf(text, at);
    const [, string, scalar, mark] = match;
    const wantsValue = expecting === 'value' || expecting === 'value-or-end';
    const wantsKey = expecting === 'key' || expecting === 'key-or-end';
    if (string !== undefined && wantsKey) expecting = 'colon';
    else if ((string !== undefined || scalar !== undefined) && wantsValue) expecting = afterValue();
    else if (mark === '{' && wantsValue) {
      open.push('{');
      expecting = 'key-or-end';
    } else if (mark === '[' && wantsValue) {
      open.push('[');
      expecting = 'value-or-end';
    } else if (mark === ':' && expecting === 'colon') expecting = 'value';
    else if (mark === ',' && expecting === 'comma-or-end') expecting = open.at(-1) === '{' ? 'key' : 'value';
    else if (mark === '}' && open.at(-1) === '{' && (expecting === 'key-or-end' || expecting === 'comma-or-end')) {
      open.pop();
      expecting = afterValue();
    } else if (mark === ']' && open.at(-1) === '[' && (expecting === 'value-or-end' || expecting === 'comma-or-end')) {
      open.pop();
      expecting = afterValue();
    } else return placeOf(text, at);
    at = token.lastIndex;
  }
  return /\S/.test(text.slice(at)) ? placeOf(text, at) : null;
}

type Expecting = 'value' | 'value-or-end' | 'key' | 'key-or-end' | 'colon' | 'comma-or-end' | 'end';

function placeOf(text: string, at: number): { readonly line: number; readonly column: number } {
  while (at < text.length && ' \t\n\r'.includes(text.charAt(at))) at += 1;
  const before = text.slice(0, at).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
