/** What was typed, or what is wrong with it. */
export type Typed<V> = { readonly value: V } | { readonly problem: string };

/** A share typed in per cent, "55" or "55.5", as 0..1. */
export function readShare(text: string): Typed<number> {
  const percent = numberOf(text.replace(/\s*%$/, ''));
  if (percent === null || percent < 0 || percent > 100) return { problem: 'A number from 0 to 100.' };
  return { value: Math.round(percent * 1000) / 100_000 };
}

/** An amount of money, 0 or more. */
export function readAmount(text: string): Typed<number> {
  const amount = numberOf(text);
  return amount === null || amount < 0 ? { problem: 'A number that is 0 or more.' } : { value: amount };
}

/** A currency of ISO 4217, in whatever case. */
export function readCurrency(text: string): Typed<string> {
  const code = text.toUpperCase();
  return /^[A-Z]{3}$/.test(code) ? { value: code } : { problem: 'Three letters, such as EUR.' };
}

function numberOf(text: string): number | null {
  const plain = /^\d{1,12}(?:[.,]\d{1,6})?$/.test(text) ? Number(text.replace(',', '.')) : Number.NaN;
  return Number.isFinite(plain) ? plain : null;
}
