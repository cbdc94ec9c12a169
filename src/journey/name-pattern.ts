/**
 * A test for names: `*` in the pattern is any run of characters (none included), `\*` a star; any other
 * backslash stands for itself. Comparison is exact and case-sensitive. Linear in the name's length times the number of
 * stars, whatever the pattern.
 */
export function namePattern(pattern: string): (name: string) => boolean {
  const pieces = splitAtStars(pattern);
  const first = pieces[0] ?? '';
  if (pieces.length === 1) return (name) => name === first;
  const last = pieces[pieces.length - 1] ?? '';
  const middle = pieces.slice(1, -1).filter((piece) => piece !== '');
  return (name) => {
    if (name.length < first.length + last.length || !name.startsWith(first) || !name.endsWith(last)) return false;
    const end = name.length - last.length;
    let at = first.length;
    for (const piece of middle) {
      const found = name.indexOf(piece, at);
      if (found < 0 || found + piece.length > end) return false;
      at = found + piece.length;
    }
    return true;
  };
}

const compiled = new Map<string, (name: string) => boolean>();

/** Whether a name fits a pattern, as `namePattern` says; patterns are compiled once. */
export function matchesName(pattern: string, name: string): boolean {
  let test = compiled.get(pattern);
  if (test === undefined) {
    test = namePattern(pattern);
    compiled.set(pattern, test);
  }
  return test(name);
}

/** The pattern that fits exactly this name. */
export function literalPattern(name: string): string {
  return name.replaceAll('*', '\\*');
}

function splitAtStars(pattern: string): readonly string[] {
  const pieces: string[] = [];
  let piece = '';
  for (let i = 0; i < pattern.length; i++) {
    const char = pattern.charAt(i);
    if (char === '\\' && pattern.charAt(i + 1) === '*') {
      piece += '*';
      i++;
    } else if (char === '*') {
      pieces.push(piece);
      piece = '';
    } else {
      piece += char;
    }
  }
  pieces.push(piece);
  return pieces;
}
