import { HandrailError } from '../../journey/errors.ts';
import type { ReadingWatch } from '../open-table.ts';
import type { SlicedSource } from '../random-access.ts';
import { memberStream, type ZipMember } from '../zip/zip-archive.ts';
import { lookOf, type NumberLook, unescaped } from './cell-value.ts';
import { attribute, type XmlHandler, XmlScanner } from './xml-scanner.ts';

/** Texts that cells share may be so long together. */
const MAX_SHARED_CHARACTERS = 2 ** 29;

/** Rows that are formatted and empty pack well: parts may grow so far, as they are never held as a whole. */
const HARMLESS_BYTES = 2 ** 28;

export interface Sheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly path: string;
}

/** The parts of a workbook (ECMA-376) that say how its sheets are read. */
export class Workbook {
  sheets: readonly Sheet[] = [];
  is1904 = false;
  /** By style: what it makes of numbers. */
  looks: readonly NumberLook[] = [];
  shared: readonly string[] = [];
  private readonly file: SlicedSource;
  private readonly members: ReadonlyMap<string, ZipMember>;
  private readonly onLook: ReadingWatch['onLook'];

  /** `onLook` hears of what is read but rows. */
  constructor(file: SlicedSource, members: readonly ZipMember[], onLook?: ReadingWatch['onLook']) {
    this.file = file;
    this.onLook = onLook;
    this.members = new Map(members.map((member) => [member.path.toLowerCase(), member]));
  }

  /** Reads everything but the sheets. Throws `file-unreadable`. */
  async load(): Promise<void> {
    const root = (await this.relations('_rels/.rels')).find(({ type }) => type.endsWith('/officeDocument'));
    const path = root === undefined ? 'xl/workbook.xml' : resolved('', root.target);
    const folder = path.split('/').slice(0, -1).join('/');
    const base = path.split('/').at(-1)!;
    const relations = await this.relations(`${folder === '' ? '' : `${folder}/`}_rels/${base}.rels`);
    const partOf = (type: string): string | null => {
      const found = relations.find((relation) => relation.type.endsWith(type));
      return found === undefined ? null : resolved(folder, found.target);
    };
    const sheets: Sheet[] = [];
    await this.read(path, {
      open: (name, attributes) => {
        if (name === 'workbookPr') this.is1904 = /^(?:1|true)$/iu.test(attribute(attributes, 'date1904') ?? '');
        if (name !== 'sheet') return;
        const relation = relations.find(({ id }) => id === attribute(attributes, 'id'));
        if (relation === undefined || !relation.type.endsWith('/worksheet')) return;
        const state = attribute(attributes, 'state') ?? 'visible';
        const title = attribute(attributes, 'name') ?? '';
        sheets.push({ name: title, hidden: state !== 'visible', path: resolved(folder, relation.target) });
      },
      close: nothing,
      text: nothing,
    });
    this.sheets = sheets;
    const styles = partOf('/styles');
    if (styles !== null) this.looks = await this.readStyles(styles);
    const shared = partOf('/sharedStrings');
    if (shared !== null) this.shared = await this.readShared(shared);
  }

  /** Size of a part as stored, 0 when there is none. */
  packedBytes(path: string): number {
    return this.members.get(path.toLowerCase())?.packedBytes ?? 0;
  }

  /**
   * Reads a part. `step` hears the share of the part, 0..1, that each piece was, and stops the reading with `false`.
   * Throws `file-unreadable`, `unpacks-too-far`.
   */
  async read(path: string, handler: XmlHandler, step?: (share: number) => boolean | Promise<boolean>): Promise<void> {
    const member = this.members.get(path.toLowerCase());
    if (member === undefined) throw this.damaged(`${path} is missing`);
    const reader = memberStream(this.file, member, HARMLESS_BYTES).getReader();
    const decoder = new TextDecoder();
    const scanner = new XmlScanner(handler);
    try {
      for (;;) {
        const { done, value } = await reader.read();
        if (done) break;
        scanner.feed(decoder.decode(value, { stream: true }));
        const share = value.length / Math.max(1, member.bytes);
        if (step === undefined) await this.onLook?.(share * member.packedBytes);
        else if (!(await step(share))) break;
      }
    } catch (cause) {
      if (cause instanceof HandrailError) throw cause;
      throw this.damaged(cause instanceof Error ? cause.message : String(cause), cause);
    } finally {
      await reader.cancel().catch(() => undefined);
    }
  }

  private async relations(path: string): Promise<{ id: string | null; type: string; target: string }[]> {
    const found: { id: string | null; type: string; target: string }[] = [];
    if (!this.members.has(path.toLowerCase())) return found;
    await this.read(path, {
      open: (name, attributes) => {
        if (name !== 'Relationship') return;
        const type = attribute(attributes, 'Type') ?? '';
        found.push({ id: attribute(attributes, 'Id'), type, target: attribute(attributes, 'Target') ?? '' });
      },
      close: nothing,
      text: nothing,
    });
    return found;
  }

  private async readStyles(path: string): Promise<NumberLook[]> {
    const codes = new Map<number, string>();
    const looks: NumberLook[] = [];
    let inCells = false;
    await this.read(path, {
      open: (name, attributes) => {
        if (name === 'numFmt')
          codes.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
        else if (name === 'cellXfs') inCells = true;
        else if (name === 'xf' && inCells) {
          const id = Number(attribute(attributes, 'numFmtId') ?? 0);
          looks.push(lookOf(id, codes.get(id) ?? null));
        }
      },
      close: (name) => {
        if (name === 'cellXfs') inCells = false;
      },
      text: nothing,
    });
    return looks;
  }

  private async readShared(path: string): Promise<string[]> {
    const texts: string[] = [];
    let text = '';
    let characters = 0;
    let inText = false;
    let inReading = false;
    await this.read(path, {
      open: (name) => {
        if (name === 'si') text = '';
        else if (name === 'rPh') inReading = true;
        else if (name === 't') inText = !inReading;
      },
      close: (name) => {
        if (name === 'si') texts.push(unescaped(text));
        else if (name === 'rPh') inReading = false;
        else if (name === 't') inText = false;
      },
      text: (piece) => {
        if (!inText) return;
        characters += piece.length;
        if (characters > MAX_SHARED_CHARACTERS) throw new Error('it has too much text');
        text += piece;
      },
    });
    return texts;
  }

  damaged(why: string, cause?: unknown): HandrailError {
    return new HandrailError(
      'file-unreadable',
      { file: this.file.name, why: `as a workbook: ${why}`, remedy: 'anew' },
      { cause },
    );
  }
}

function nothing(): void {
  // Nothing to do for this kind of part.
}

function resolved(folder: string, target: string): string {
  if (target.startsWith('/')) return target.slice(1);
  const parts = folder === '' ? [] : folder.split('/');
  for (const part of target.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '.') parts.push(part);
  }
  return parts.join('/');
}
