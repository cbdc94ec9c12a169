import { expect, it } from 'vitest';
import { paths } from './location.ts';
import { AUDIENCES, audienceIn } from './use-audience.ts';

it.each(AUDIENCES)('a link names the audience %s, whatever the journey is called', (audience) => {
  expect(audienceIn(paths.journey('river/for/analyst?x', audience))).toBe(audience);
});

it('an unknown audience is none, and another screen names none', () => {
  expect(audienceIn('/journey/river/for/everybody')).toBeNull();
  expect(audienceIn('/journey/river')).toBeNull();
  expect(audienceIn('/journey/river/tools/for')).toBeNull();
});
