import { describe, expect, it } from 'vitest';
import { LATIN_FACE, standaloneCss } from './standalone-css.ts';

const face = (file: string) => `@font-face{font-family:Inter;src:url(./assets/${file}.woff2) format("woff2")}`;

describe('style that points nowhere outside', () => {
  const css = `/* @import "x" */@import url(https://elsewhere.example/a.css);
${face('inter-latin-opsz-normal')}
${face('inter-greek-opsz-normal')}
.a{color:red}/*# sourceMappingURL=page.css.map */`;

  it('has no import, no comment, no map and no face to be fetched', () => {
    const alone = standaloneCss(css);
    expect(alone).toBe('.a{color:red}');
    expect(alone).not.toMatch(/url\(|@import|\.map/);
  });

  it('keeps the one face whose bytes it is given, and no other', () => {
    const alone = standaloneCss(css, { file: LATIN_FACE, address: 'data:font/woff2;base64,AAAA' });
    expect(alone.match(/@font-face/g)).toHaveLength(1);
    expect(alone.match(/url\([^)]*\)/g)).toEqual(['url(data:font/woff2;base64,AAAA)']);
  });

  it('knows the face by its name in a built file as well', () => {
    expect(LATIN_FACE.test('inter-latin-opsz-normal-BIqzl_aQ.woff2')).toBe(true);
    expect(LATIN_FACE.test('inter-latin-ext-opsz-normal.woff2')).toBe(false);
  });
});
