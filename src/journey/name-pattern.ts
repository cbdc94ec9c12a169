const compiled = new Map<string, RegExp | null>();

/**
 * Whether an event's name fits a pattern of the plan: `*` is any run of characters, `\*` a star, anything else itself,
 * case-sensitively.
 */
export function matchesName(pattern: string, name: string): boolean {
  let regexp = compiled.get(pattern);
  if (regexp === undefined) {
    regexp = pattern.includes('*') ? patternRegExp(pattern) : null;
    compiled.set(pattern, regexp);
  }
  return regexp === null ? pattern === name : regexp.test(name);
}

/** The pattern that fits exactly this name. */
export function literalPattern(name: string): string {
  return name.replaceAll('*', '\\*');
}

function patternRegExp(pattern: string): RegExp {
  const parts = pattern.split(/(\\\*|\*)/).map((part) => {
    if (part === '*') return '[^]*';
    return (part === '\\*' ? '*' : part).replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
  });
  return new RegExp(`^${parts.join('')}$`);
}
