import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { checkCase } from '../../src/report/conformance/case-check.ts';
import { parseCase } from '../../src/report/conformance/case-format.ts';

const folder = fileURLToPath(new URL('./cases/', import.meta.url));

for (const file of readdirSync(folder)) {
  const cases = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as readonly { readonly id: string }[];
  describe(file, () => {
    test.each(cases.map((given) => [given.id, given] as const))('%s', (_, given) => {
      const parsed = parseCase(given);
      expect('problem' in parsed ? [parsed.problem] : checkCase(parsed)).toEqual([]);
    });
  });
}
