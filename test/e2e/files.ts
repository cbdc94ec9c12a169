/** Small files with known answers, as a browser hands them over. */
export interface GivenFile {
  readonly name: string;
  readonly mimeType: string;
  readonly buffer: Buffer;
}

export function csv(name: string, content: string): GivenFile {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(content) };
}

/**
 * Three lists of a small nonprofit, joined by e-mail: 12 people on the newsletter, 6 of them and one stranger signed,
 * 3 of those gave, one of them twice. The petition has dates only.
 */
export function threeLists(): GivenFile[] {
  const person = (number: number) => `person${number}@example.org`;
  const day = (number: number) => String(number).padStart(2, '0');
  const newsletter = Array.from(
    { length: 12 },
    (_, i) => `${person(i)},2026-01-${day(i + 1)}T10:00:00Z,${i % 2 ? 'fair' : 'web'}`,
  );
  const petition = [...Array.from({ length: 6 }, (_, i) => person(i)), 'stranger@example.org'].map(
    (mail, i) => `${mail};${day(i + 14)}.02.2026;stand`,
  );
  const payments = [
    [person(0), '2026-03-01 09:00:00', 'Paid', '25.00'],
    [person(1), '2026-03-02 09:00:00', 'Paid', '10.00'],
    [person(2), '2026-03-03 09:00:00', 'Paid', '50.00'],
    [person(0), '2026-03-20 09:00:00', 'Paid', '25.00'],
  ].map((cells) => cells.join(','));
  return [
    csv('newsletter.csv', ['Email,Joined,Channel', ...newsletter].join('\n')),
    csv('petition.csv', ['E-Mail;Datum;Quelle', ...petition].join('\r\n')),
    csv('donations.csv', ['Customer Email,Created,Status,Amount', ...payments].join('\n')),
  ];
}

/** An event log: `people` visitors, every second signs up, every fourth buys. One row per event. */
export function shopLog(people: number, name = 'shop.csv'): GivenFile {
  const rows = ['user_id,event,time,channel'];
  for (let person = 0; person < people; person += 1) {
    const at = (hours: number) => new Date(Date.UTC(2026, 0, 1 + (person % 28), hours)).toISOString();
    const channel = person % 3 === 0 ? 'search' : 'mail';
    rows.push(`u${person},1 - visit,${at(8)},${channel}`);
    if (person % 2 === 0) rows.push(`u${person},2 - sign up,${at(9)},${channel}`);
    if (person % 4 === 0) rows.push(`u${person},3 - purchase,${at(10)},${channel}`);
  }
  return csv(name, `${rows.join('\n')}\n`);
}

/**
 * Twelve weeks of a shop with 1,200 visitors, half of them by mail and half by advertisements. Of those by mail one in
 * two signs up, of the others one in five; two in five of these buy. Mondays begin the weeks.
 */
export function seasonLog(): GivenFile {
  const rows = ['user_id,event,time,channel'];
  for (let person = 0; person < 1200; person += 1) {
    const channel = person % 2 === 0 ? 'mail' : 'ads';
    const turn = Math.floor(person / 2) % 10;
    const start = Date.UTC(2026, 0, 5 + Math.floor(person / 100) * 7 + (person % 5), 9);
    const row = (event: string, days: number) =>
      rows.push(`v${person},${event},${new Date(start + days * 86_400_000).toISOString()},${channel}`);
    row('1 - visit', 0);
    const signs = channel === 'mail' ? turn < 5 : turn < 2;
    if (signs) row('2 - sign up', 1 + (person % 9));
    if (signs && person % 5 < 2) row('3 - purchase', 12);
  }
  return csv('season.csv', `${rows.join('\n')}\n`);
}
