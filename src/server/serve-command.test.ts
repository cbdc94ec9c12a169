import { join } from 'node:path';
import { expect, test } from 'vitest';
import { linkTo } from './serve-command.ts';

const folders = [join('/srv', 'handrail', 'public'), join('/srv', 'handrail', 'dist', 'app')];

test.each([
  ['/srv/handrail/public/data/shop/plan.json', '?plan=data/shop/plan.json'],
  ['/srv/handrail/dist/app/data/shop & co/plan.json', '?plan=data/shop%20%26%20co/plan.json'],
  ['/srv/handrail/plan.json', null],
  ['/srv/handrail/public-not/plan.json', null],
])('the page opens a plan that lies beside it: %s', (file, link) => {
  expect(linkTo(file, folders)).toBe(link);
});
