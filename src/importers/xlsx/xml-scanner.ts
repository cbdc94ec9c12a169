/** Hears of the parts of an XML text. Names come without their prefix. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** No tag or text of a workbook is longer. */
const MAX_PIECE = 1 << 26;

/**
 * Cuts XML into tags and texts as it comes in. Made for the parts of workbooks: a document type is skipped, and with it all
 * entities but the five of XML and characters by number.
 */
export class XmlScanner {
  private rest = '';
  private readonly handler: XmlHandler;

  constructor(handler: XmlHandler) {
    this.handler = handler;
  }

  feed(chunk: string): void {
    const text = this.rest + chunk;
    let at = 0;
    for (;;) {
      const open = text.indexOf('<', at);
      if (open < 0) break;
      const close = endOfMarkup(text, open);
      if (close < 0) break;
      if (open > at) this.handler.text(plainText(text.slice(at, open)));
      this.markup(text, open, close);
      at = close + 1;
    }
    this.rest = text.slice(at);
    if (this.rest.length > MAX_PIECE) throw new Error('a tag or text in it is too long');
  }

  private markup(text: string, open: number, close: number): void {
    const first = text.charCodeAt(open + 1);
    if (first === 33) {
      if (text.startsWith('<![CDATA[', open)) this.handler.text(text.slice(open + 9, close - 2));
      return;
    }
    if (first === 63) return;
    if (first === 47) {
      this.handler.close(withoutPrefix(text.slice(open + 2, close).trimEnd()));
      return;
    }
    const isEmpty = text.charCodeAt(close - 1) === 47;
    const end = isEmpty ? close - 1 : close;
    let nameEnd = open + 1;
    while (nameEnd < end && text.charCodeAt(nameEnd) > 32) nameEnd++;
    const name = withoutPrefix(text.slice(open + 1, nameEnd));
    this.handler.open(name, text.slice(nameEnd, end));
    if (isEmpty) this.handler.close(name);
  }
}

/** Where the markup that begins at `open` ends; -1 when that is not there yet. */
function endOfMarkup(text: string, open: number): number {
  if (text.charCodeAt(open + 1) === 33) {
    if (text.length < open + 9 && text.indexOf('>', open) < 0) return -1;
    const end = text.startsWith('<!--', open) ? '-->' : text.startsWith('<![CDATA[', open) ? ']]>' : '>';
    const at = text.indexOf(end, open);
    return at < 0 ? -1 : at + end.length - 1;
  }
  return text.indexOf('>', open);
}

function withoutPrefix(name: string): string {
  const colon = name.indexOf(':');
  return colon < 0 ? name : name.slice(colon + 1);
}

/** The value of an attribute, or `null`. */
export function attribute(attributes: string, name: string): string | null {
  for (let at = attributes.indexOf(name); at >= 0; at = attributes.indexOf(name, at + 1)) {
    const before = at === 0 ? 32 : attributes.charCodeAt(at - 1);
    if (before > 32 && before !== 58) continue;
    let i = at + name.length;
    while (attributes.charCodeAt(i) <= 32) i++;
    if (attributes.charCodeAt(i) !== 61) continue;
    i++;
    while (attributes.charCodeAt(i) <= 32) i++;
    const quote = attributes[i];
    if (quote !== '"' && quote !== "'") continue;
    const end = attributes.indexOf(quote, i + 1);
    if (end >= 0) return plainText(attributes.slice(i + 1, end));
  }
  return null;
}

const NAMED: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

function plainText(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|\w{2,4});/giu, (whole, name: string) => {
    if (!name.startsWith('#')) return NAMED.get(name) ?? whole;
    const code = /^#x/iu.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '\ufffd';
  });
}
