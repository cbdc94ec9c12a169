/** What a style sheet gives a drawing and a file has to carry itself. */
const CARRIED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-opacity',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'opacity',
  'stop-color',
  'stop-opacity',
  'font-family',
  'font-size',
  'font-weight',
  'letter-spacing',
  'text-anchor',
  'dominant-baseline',
  'paint-order',
  'visibility',
  'display',
] as const;

const MARGIN_PX = 16;
const FOOT = { fontPx: 11, linePx: 15, gapPx: 10, letterPx: 5.6 } as const;

/**
 * A drawing on the page as a file that stands alone: every colour resolved as it is seen now, on the page's own ground,
 * with its title above it and `foot` below, cut into lines of its width. Nothing in it points anywhere outside.
 */
export function svgFile(drawing: SVGSVGElement, title: string, foot: readonly string[] = []): string {
  const copy = drawing.cloneNode(true) as SVGSVGElement;
  const from = [drawing, ...drawing.querySelectorAll<SVGElement>('*')];
  const to = [copy, ...copy.querySelectorAll<SVGElement>('*')];
  for (const [k, element] of from.entries()) {
    const target = to[k];
    if (!target) continue;
    const style = getComputedStyle(element);
    for (const name of CARRIED) target.setAttribute(name, style.getPropertyValue(name));
    target.removeAttribute('class');
    target.removeAttribute('style');
  }
  const { width, height } = sizeOf(drawing);
  const ground = getComputedStyle(drawing.closest('figure') ?? document.body).backgroundColor;
  const ink = getComputedStyle(document.body);
  const head = 30;
  const lines = foot.flatMap((line) => wrapped(line, Math.floor(width / FOOT.letterPx)));
  const below = lines.length === 0 ? 0 : FOOT.gapPx + lines.length * FOOT.linePx;
  const whole = { width: width + 2 * MARGIN_PX, height: height + 2 * MARGIN_PX + head + below };
  const outer = element('svg', {
    xmlns: 'http://www.w3.org/2000/svg',
    ...whole,
    viewBox: `${-MARGIN_PX} ${-MARGIN_PX - head} ${whole.width} ${whole.height}`,
  });
  outer.append(
    element('rect', { x: -MARGIN_PX, y: -MARGIN_PX - head, width: '100%', height: '100%', fill: ground }),
    element(
      'text',
      { y: -head + 12, 'font-family': ink.fontFamily, 'font-size': 15, 'font-weight': 600, fill: ink.color },
      title,
    ),
    copy,
    ...lines.map((line, k) =>
      element(
        'text',
        {
          y: height + FOOT.gapPx + (k + 0.8) * FOOT.linePx,
          'font-family': ink.fontFamily,
          'font-size': FOOT.fontPx,
          fill: ink.color,
        },
        line,
      ),
    ),
  );
  copy.setAttribute('width', String(width));
  copy.setAttribute('height', String(height));
  return new XMLSerializer().serializeToString(outer);
}

/** The same as a PNG of twice the size, for screens and slides. */
export async function pngFile(
  drawing: SVGSVGElement,
  title: string,
  foot: readonly string[] = [],
  scale = 2,
): Promise<Blob> {
  const address = URL.createObjectURL(new Blob([svgFile(drawing, title, foot)], { type: 'image/svg+xml' }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement('canvas');
    canvas.width = image.naturalWidth * scale;
    canvas.height = image.naturalHeight * scale;
    const context = canvas.getContext('2d');
    if (!context) throw new Error('no canvas');
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((done, failed) => {
      canvas.toBlob((blob) => (blob ? done(blob) : failed(new Error('no picture'))), 'image/png');
    });
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** A text in lines of at most so many letters, as far as its words allow. */
function wrapped(text: string, most: number): readonly string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= most) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function sizeOf(drawing: SVGSVGElement): { readonly width: number; readonly height: number } {
  const box = drawing.getBoundingClientRect();
  return { width: Math.ceil(box.width), height: Math.ceil(box.height) };
}

function element(name: string, attributes: Readonly<Record<string, string | number>>, text?: string): SVGElement {
  const made = document.createElementNS('http://www.w3.org/2000/svg', name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, String(value));
  if (text !== undefined) made.textContent = text;
  return made;
}
