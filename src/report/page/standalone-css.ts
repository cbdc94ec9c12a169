/** The one face of type that is worth its bytes in a file: Latin letters. */
export const LATIN_FACE = /inter-latin-opsz-normal/u;

/**
 * Style rules that point nowhere outside: faces of type that would have to be fetched are left out, unless `font` has
 * their bytes as a data address. Comments and maps go as well.
 */
export function standaloneCss(
  css: string,
  font: { readonly file: RegExp; readonly address: string } | null = null,
): string {
  return css
    .replaceAll(/\/\*[\s\S]*?\*\//gu, '')
    .replaceAll(/@import[^;]*;/gu, '')
    .replaceAll(/@font-face\s*\{[^}]*\}/gu, (face) =>
      font?.file.test(face) ? face.replaceAll(/url\([^)]*\)/gu, `url(${font.address})`) : '',
    )
    .trim();
}
