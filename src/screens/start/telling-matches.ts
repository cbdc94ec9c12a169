import type { PartMatch } from '../../journey/quality-report.ts';

const SHOWN = 6;

/**
 * The matches that say most about how the files join: each pair once, seen from the file with fewer people. First the
 * best match of each file, so that one which joins with nothing stands out, then the rest, the poorest first.
 */
export function tellingMatches(matches: readonly PartMatch[]): PartMatch[] {
  const pairs = new Map<string, PartMatch>();
  for (const match of matches) {
    if (match.file === match.other) continue;
    const key = JSON.stringify([match.file, match.other].sort());
    const known = pairs.get(key);
    if (!known || match.people < known.people) pairs.set(key, match);
  }
  const all = [...pairs.values()];
  const files = [...new Set(all.flatMap(({ file, other }) => [file, other]))];
  const best = new Set(
    files.flatMap((file) => {
      const own = all.filter((match) => match.file === file || match.other === file);
      return own.sort((a, b) => shareOf(b) - shareOf(a)).slice(0, 1);
    }),
  );
  const byShare = (a: PartMatch, b: PartMatch) => shareOf(a) - shareOf(b) || b.people - a.people;
  const rest = all.filter((match) => !best.has(match));
  return [...[...best].sort(byShare), ...rest.sort(byShare)].slice(0, SHOWN);
}

function shareOf({ found, people }: PartMatch): number {
  return people === 0 ? 0 : found / people;
}
