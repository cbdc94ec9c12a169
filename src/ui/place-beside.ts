/** Puts a panel in the top layer below its anchor, or above when there is no room, within the window. */
export function placeBeside(panel: HTMLElement, anchor: Element, gapPx = 6): void {
  const at = anchor.getBoundingClientRect();
  panel.style.left = '0px';
  panel.style.top = '0px';
  const size = panel.getBoundingClientRect();
  const edge = 8;
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  const rightToLeft = getComputedStyle(anchor).direction === 'rtl';
  const wanted = rightToLeft ? at.right - size.width : at.left;
  const left = Math.max(edge, Math.min(wanted, width - size.width - edge));
  const below = at.bottom + gapPx;
  const above = at.top - gapPx - size.height;
  const top = below + size.height > height - edge && above >= edge ? above : below;
  panel.style.left = `${Math.round(left)}px`;
  panel.style.top = `${Math.round(top)}px`;
}
