import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EventColumns } from '../../src/engine/columns.ts';
import { checkCase } from '../../src/report/conformance/case-check.ts';
import { parseCase } from '../../src/report/conformance/case-format.ts';
import { tableOf } from '../../src/report/conformance/event-tables.ts';
import { LocalClickHouse } from '../../src/report/conformance/local-clickhouse.ts';

const folder = fileURLToPath(new URL('../conformance/cases/', import.meta.url));
const root = fileURLToPath(new URL('../..', import.meta.url));
let clickhouse: LocalClickHouse;

beforeAll(() => {
  clickhouse = new LocalClickHouse(root);
});

afterAll(() => clickhouse.close());

for (const file of readdirSync(folder)) {
  const cases = JSON.parse(readFileSync(`${folder}${file}`, 'utf8')) as readonly { readonly id: string }[];
  describe(file, () => {
    test.each(cases.map((given) => [given.id, given] as const))('%s', (_, given) => {
      const parsed = parseCase(given);
      if ('problem' in parsed) throw new Error(parsed.problem);
      const problems = checkCase(parsed, (columns: EventColumns) => {
        const table = tableOf(clickhouse, columns);
        return (query) => clickhouse.answer(query, table);
      });
      expect(problems).toEqual([]);
    });
  });
}
