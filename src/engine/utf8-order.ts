/** Compares two texts by their UTF-8 bytes, which is the order of code points (and not that of `<` on strings). */
export function compareUtf8(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x === y) continue;
    const xPaired = x >= 0xd800 && x <= 0xdfff;
    const yPaired = y >= 0xd800 && y <= 0xdfff;
    return xPaired === yPaired ? x - y : xPaired ? 1 : -1;
  }
  return a.length - b.length;
}
