/** A million rows of an event log: 250,000 people over four steps and some other events. Seeded: always the same. */
export function millionRows(rows = 1_000_000): string {
  const random = seeded(7);
  const channels = ['search', 'mail', 'social', 'fair', 'partner'];
  const chunks = ['user_id,event,time,channel,amount\n'];
  const from = Date.UTC(2025, 0, 1);
  let written = 0;
  for (let person = 0; written < rows; person += 1) {
    const channel = channels[Math.floor(random() * channels.length)];
    let at = from + Math.floor(random() * 400 * 86_400_000);
    const write = (event: string, amount: string) => {
      if (written >= rows) return;
      written += 1;
      chunks.push(`user-${person},${event},${new Date(at).toISOString()},${channel},${amount}\n`);
      at += Math.floor(random() ** 2 * 20 * 86_400_000);
    };
    write('visit', '');
    while (random() < 0.6) write('visit', '');
    if (random() < 0.6) write('newsletter', '');
    if (random() < 0.4) write('checkout', '');
    while (random() < 0.3) write('purchase', (random() * 200).toFixed(2));
  }
  return chunks.join('');
}

/** Mulberry32: a small generator of equal numbers for equal seeds, in 0..1. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
