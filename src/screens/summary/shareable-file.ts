import type { Plan } from '../../journey/plan.ts';
import { type PageSources, pageContents } from '../../report/page/page-contents.ts';
import { LATIN_FACE, standaloneCss } from '../../report/page/standalone-css.ts';

/**
 * The summary as one HTML file, from the components of the screen and with their style: numbers and pictures inside, no
 * script, no address outside of it. Rejects when the typeface cannot be read.
 */
export async function shareableFile(sources: Omit<PageSources, 'madeUs'>, plan: Plan, madeUs: number): Promise<string> {
  const { renderPage } = await import('../../report/page/render-page.tsx');
  const contents = pageContents({ ...sources, madeUs });
  const [, body = ''] = renderPage({ contents, plan, definitions: true }, '').split('</head>');
  const bare = new DOMParser().parseFromString(body, 'text/html');
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const css = rules.map((rule) => neededText(rule, bare)).join('\n');
  return renderPage({ contents, plan, definitions: true }, standaloneCss(css, await latinFace(rules)));
}

/** A rule as far as something in the document may need it. */
function neededText(rule: CSSRule, wanted: Document): string {
  if (rule instanceof CSSStyleRule) return isNeeded(rule.selectorText, wanted) ? rule.cssText : '';
  if (rule instanceof CSSFontFaceRule) return LATIN_FACE.test(rule.cssText) ? rule.cssText : '';
  if (rule instanceof CSSMediaRule) {
    const inner = [...rule.cssRules].map((each) => neededText(each, wanted)).filter((text) => text !== '');
    return inner.length === 0 ? '' : `@media ${rule.conditionText} {\n${inner.join('\n')}\n}`;
  }
  return rule instanceof CSSKeyframesRule ? '' : rule.cssText;
}

/** Without what depends on a state or makes a part of its own, for of these a document knows nothing. */
function isNeeded(selector: string, wanted: Document): boolean {
  const plain = selector.replaceAll(
    /::?(before|after|marker|selection|placeholder|hover|focus(-\w+)?|active|root)\b/gu,
    '',
  );
  try {
    return plain.split(',').some((one) => /^\s*$/.test(one) || wanted.querySelector(one) !== null);
  } catch {
    return true;
  }
}

/** The face of type for Latin letters, as a data address. */
async function latinFace(rules: readonly CSSRule[]) {
  const face = rules.find((rule) => rule instanceof CSSFontFaceRule && LATIN_FACE.test(rule.cssText));
  const sheet = face?.parentStyleSheet?.href ?? document.baseURI;
  const address = face && /url\("?([^")]+)"?\)/u.exec(face.cssText)?.[1];
  if (!address) return null;
  const reply = await fetch(new URL(address, sheet));
  if (!reply.ok) throw new Error(`the typeface gave ${reply.status}`);
  const bytes = new Uint8Array(await reply.arrayBuffer());
  let text = '';
  for (let at = 0; at < bytes.length; at += 8192) text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return { file: LATIN_FACE, address: `data:font/woff2;base64,${btoa(text)}` };
}
