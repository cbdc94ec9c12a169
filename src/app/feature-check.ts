/** What this browser lacks of the things Handrail cannot do without, in words. Empty when all is there. */
export function missingFeatures(): string[] {
  const needed: readonly [name: string, present: boolean][] = [
    ['a secure address (https or localhost)', window.isSecureContext],
    ['web workers', typeof Worker === 'function'],
    ['a private file system', typeof navigator.storage?.getDirectory === 'function'],
    ['IndexedDB', typeof indexedDB === 'object'],
    ['web locks', typeof navigator.locks?.request === 'function'],
    ['streams that unpack gzip', typeof DecompressionStream === 'function'],
    ['dialogs', typeof HTMLDialogElement === 'function'],
    ['popovers', 'popover' in HTMLElement.prototype],
    ['colour schemes', CSS.supports('color', 'light-dark(#fff, #000)')],
  ];
  return needed.filter(([, present]) => !present).map(([name]) => name);
}
