import { describe, expect, it } from 'vitest';
import type { PlanSource } from './plan.ts';
import { asksOf, type FileSample, guessSource } from './source-guess.ts';
import { linkSources } from './source-links.ts';
import { guessStages, type NamedEvent } from './stage-guess.ts';

function sample(name: string, text: string): FileSample {
  const [header, ...rows] = text
    .trim()
    .split('\n')
    .map((line) => line.trim().split('|'));
  return { name, header: header ?? [], rows };
}

const event = (name: string, people: number, firstUs: number | null = null): NamedEvent => ({
  name,
  events: people,
  people,
  firstUs,
});

const LEADS = sample(
  'acme_qualified_leads_dataset.csv',
  `mql_id|first_contact_date|landing_page_id|origin
   a1|2018-02-01|88740e|social
   a2|2017-10-20|007f90|paid_search
   a3|2018-03-22|a7982a|paid_search`,
);
const DEALS = sample(
  'acme_closed_deals_dataset.csv',
  `mql_id|seller_id|sdr_id|sr_id|won_date|business_segment
   a1|s1|d1|r1|2018-02-26 19:58:54|pet
   a2|s2|d1|r2|2018-05-08 20:17:59|pet`,
);
const SELLERS = sample(
  'acme_sellers_dataset.csv',
  `seller_id|seller_zip_code_prefix|seller_city|seller_state
   s1|13023|campinas|SP
   s2|13844|mogi guacu|SP`,
);

describe('guessSource', () => {
  it('takes numbers with the code of a country for phones', () => {
    const calls = sample('calls.csv', 'phone|date\n+49 170 1234567|2026-01-05\n+44 20 7946 0958|2026-01-06');
    expect(guessSource(calls).source).toMatchObject({ person: 'phone', time: 'date' });
  });

  it('leaves out rows whose person is said to be nobody, as they stand', () => {
    const people = ['ada@x.org', 'n/a', 'bob@x.org', 'NULL', 'Nan@x.org', 'N/A', 'cyd@x.org', 'dan@x.org'];
    const log = sample('gifts.csv', `email|day\n${people.map((who, i) => `${who}|2026-01-0${i + 1}`).join('\n')}`);
    expect(guessSource(log).source.exclude).toEqual([{ property: 'email', in: ['n/a', 'NULL', 'N/A'] }]);
    const named = sample('gifts.csv', 'email|day\nada@x.org|2026-01-01\nbob@x.org|2026-01-02');
    expect(guessSource(named).source.exclude).toBeUndefined();
  });

  it.each(['1767606000', '1767606000.25', '1767606000123', '1767606000123456', '1767606000123456789'])(
    'takes numbers like %s in a column of times for times',
    (number) => {
      const log = sample(
        'log.csv',
        `user|ts|event\n${['a', 'b', 'c'].map((user) => `${user}|${number}|visit`).join('\n')}`,
      );
      expect(guessSource(log).source).toMatchObject({ shape: 'events', person: 'user', time: 'ts', event: 'event' });
    },
  );

  it('reads an event log with campaign columns', () => {
    const log = sample(
      'visits.csv',
      `page_name|timestamp|user_id|utm_campaign|utm_source
       1 - landing_page|2018-01-24 3:12:16|10006|getting-to-know|nytimes
       2 - shopping_cart|2018-01-24 4:04:16|10006|getting-to-know|nytimes
       1 - landing_page|2018-01-25 20:32:02|10030|ten-facts|buzzfeed`,
    );
    const { source, asks, doubts } = guessSource(log);
    expect(source).toEqual({
      files: 'visits.csv',
      shape: 'events',
      person: 'user_id',
      time: 'timestamp',
      event: 'page_name',
      properties: { campaign: 'utm_campaign', channel: 'utm_source' },
    });
    expect(asks.map((ask) => ask.key)).toEqual(['timeZone']);
    expect(doubts).toEqual([]);
  });

  it('reads the log of a case system', () => {
    const log = sample(
      'receipt.csv',
      `case:channel|case:concept:name|case:deadline|case:startdate|concept:instance|concept:name|lifecycle:transition|org:resource|time:timestamp
       Internet|case-1|2011-12-06 13:41:31+01:00|2011-10-11 13:42:22+02:00|task-1|Confirmation|complete|R21|2011-10-11 13:45:40.276000+02:00
       Internet|case-1|2011-12-06 13:41:31+01:00|2011-10-11 13:42:22+02:00|task-2|T02 Check|complete|R10|2011-10-12 08:26:25.398000+02:00
       Desk|case-2|2011-12-06 13:41:31+01:00|2011-10-11 13:42:22+02:00|task-3|Confirmation|complete|R21|2011-10-12 08:26:25.398000+02:00`,
    );
    const { source, asks } = guessSource(log);
    expect(source).toMatchObject({
      shape: 'events',
      person: 'case:concept:name',
      event: 'concept:name',
      time: 'time:timestamp',
    });
    expect(source.properties).toMatchObject({ channel: 'case:channel' });
    expect(asks).toEqual([]);
  });

  it('tells a list with one page from the table of its people', () => {
    const page = sample('search_page_table.csv', 'user_id|search_page\n15866|search_page\n347058|search_page');
    expect(guessSource(page).source).toEqual({
      files: 'search_page_table.csv',
      shape: 'list',
      person: 'user_id',
      event: 'search_page',
    });
    const people = sample(
      'user_table.csv',
      'user_id|date|device|sex\n45|2015-02-28|Desktop|Female\n75|2015-01-13|Mobile|Male',
    );
    expect(guessSource(people).source).toEqual({
      files: 'user_table.csv',
      shape: 'people',
      person: 'user_id',
      time: 'date',
      properties: { device: 'device', sex: 'sex' },
    });
  });

  it('takes the e-mail of a donation list for the person and its amount for the value', () => {
    const gifts = sample(
      'Spenden 2026.csv',
      `Datum|Name|E-Mail|Betrag|Status
       03.02.2026|Ada|ada@river.org|25,00 €|bezahlt
       04.02.2026|Bob|bob@river.org|1.000,00 €|bezahlt`,
    );
    const { source, roles } = guessSource(gifts);
    expect(source).toMatchObject({ shape: 'list', person: 'E-Mail', time: 'Datum', value: 'Betrag', event: 'spenden' });
    expect(source.exclude).toEqual([
      { property: 'Status', in: ['fehlgeschlagen', 'erstattet', 'storniert', 'abgelehnt', 'rücklastschrift', 'test'] },
    ]);
    expect(roles[1]).not.toBe('person');
  });

  it('leaves out failed payments, in the spelling of the file, and people who said no', () => {
    const payments = sample(
      'payments.csv',
      `id|Created (UTC)|Amount|Status|Email|Marketing consent
       1|2026-02-03 10:00|5.00|Paid|a@river.org|yes
       2|2026-02-03 11:00|5.00|Refunded|a@river.org|no`,
    );
    const { source, asks } = guessSource(payments);
    expect(source).toMatchObject({ shape: 'list', person: 'Email', value: 'Amount', timeZone: 'UTC' });
    expect(source.exclude![0]!.in).toEqual(expect.arrayContaining(['Refunded', 'Failed', 'Test']));
    expect(source.exclude![1]).toEqual({ property: 'Marketing consent', in: ['no'] });
    expect(asks).toEqual([]);
  });

  it('takes a row per person with several dates for stage dates', () => {
    const crm = sample(
      'crm.csv',
      `contact_id|email|source|mql_at|demo_date|Won At|updated_at
       1|a@b.de|web|2026-01-02|2026-01-09||2026-03-01
       2|b@b.de|fair|2026-01-04|2026-02-01|2026-02-11|2026-03-01
       3|c@b.de|web|2026-01-05|||2026-03-01`,
    );
    const { source, roles, doubts } = guessSource(crm);
    expect(source).toMatchObject({
      shape: 'dates',
      dates: { mql_at: 'mql', demo_date: 'demo', 'Won At': 'Won' },
      properties: { channel: 'source' },
    });
    expect(source.time).toBeUndefined();
    expect(roles.filter((role) => role === 'date')).toHaveLength(3);
    expect(doubts).toContainEqual({ about: 'shape', taken: 'dates', other: 'list' });
  });

  it('keeps a payment with the day of its receipt a list', () => {
    const gifts = sample(
      'gifts.csv',
      `email|Date|Receipt Date|Thank-you Date|Amount
       a@b.de|2026-01-02|2026-01-09|2026-01-10|5
       b@b.de|2026-01-04|2026-02-01||6`,
    );
    expect(guessSource(gifts).source).toMatchObject({ shape: 'list', time: 'Date', value: 'Amount' });
  });

  it('takes spending by day for costs, with the currency of its header', () => {
    const costs = sample(
      'spend.csv',
      `Day|Channel|Campaign|Spend (EUR)|Clicks
       2026-01-02|search|autumn|12.50|10
       2026-01-03|social|autumn|3.20|4`,
    );
    expect(guessSource(costs).source).toEqual({
      files: 'spend.csv',
      shape: 'costs',
      person: '',
      time: 'Day',
      value: 'Spend (EUR)',
      currency: 'EUR',
      properties: { channel: 'Channel', campaign: 'Campaign' },
    });
    expect(guessSource(costs).asks).toEqual([]);
  });

  it('asks who the person is when no column says it', () => {
    const { source, asks } = guessSource(sample('rain.csv', 'day|rain\n2026-01-01|3\n2026-01-02|4'));
    expect(source.person).toBe('');
    expect(asks[0]).toMatchObject({ key: '.person', code: 'person', choices: ['day', 'rain'], blocks: true });
  });

  it('asks for the order of dates only where the sample leaves it open', () => {
    const order = (text: string) =>
      guessSource(sample('gifts.csv', text)).asks.filter((ask) => ask.code === 'date-order').length;
    expect(order('email|date\na@b.de|03/02/2026')).toBe(1);
    expect(order('email|date\na@b.de|03/02/2026\nb@b.de|28/02/2026')).toBe(0);
    expect(order('email|date\na@b.de|2026-02-03')).toBe(0);
  });

  it('asks for the zone of seconds that were counted by a clock, and of date columns, but not of days of costs', () => {
    const log = sample('log.csv', 'user|time|event\na|1757131200|visit');
    const source = { files: 'log.csv', shape: 'events', person: 'user', time: 'time', event: 'event' } as const;
    const keys = (file: FileSample, read: PlanSource) => asksOf(file, read).map(({ key }) => key);
    expect(keys(log, source)).toEqual([]);
    expect(keys(log, { ...source, epochs: 'local' })).toEqual(['timeZone']);
    const crm = sample('crm.csv', 'id|lead|won\na|2026-01-02|03/02/2026 10:00');
    const dates: PlanSource = { files: 'crm.csv', shape: 'dates', person: 'id', dates: { lead: 'Lead', won: 'Won' } };
    expect(keys(crm, dates)).toEqual(['timeZone', '.dateOrder']);
    const ads = sample('ads.csv', 'Day|Cost\n2026-01-02|5');
    expect(keys(ads, { files: 'ads.csv', shape: 'costs', person: '', time: 'Day', value: 'Cost' })).toEqual([]);
  });

  it('notices a file without a header', () => {
    const { doubts } = guessSource(sample('x.csv', '2026-01-01|ada@river.org\n2026-01-02|bob@river.org'));
    expect(doubts).toContainEqual({ about: 'header', taken: '2026-01-01', other: null });
  });
});

describe('linkSources', () => {
  const files = [LEADS, DEALS, SELLERS].map((file, i) => ({
    sample: file,
    source: guessSource(file).source,
    rowsEstimated: [8000, 842, 3095][i]!,
  }));

  it('joins leads, deals and sellers, shortens their names and lends dates to the undated', () => {
    const sources = linkSources(files);
    expect(
      sources.map(({ shape, person, aliases, time, event, lendsDates }) => ({
        shape,
        person,
        aliases,
        time,
        event,
        lendsDates,
      })),
    ).toEqual([
      { shape: 'list', person: 'mql_id', time: 'first_contact_date', event: 'qualified leads', lendsDates: true },
      { shape: 'list', person: 'mql_id', aliases: ['seller_id'], time: 'won_date', event: 'closed deals' },
      { shape: 'list', person: 'seller_id', event: 'sellers' },
    ]);
  });

  it('makes no alias of a column that several people share', () => {
    const shared = { ...DEALS, rows: DEALS.rows.map((row) => row.map((cell, i) => (i === 1 ? 's1' : cell))) };
    const linked = linkSources(files.map((file) => (file.sample === DEALS ? { ...file, sample: shared } : file)));
    expect(linked[1]!.aliases).toBeUndefined();
  });
});

describe('guessStages', () => {
  const names = (events: readonly NamedEvent[]) =>
    Object.fromEntries(Object.entries(guessStages(events)).map(([stage, guess]) => [stage, guess.enter]));

  it('follows numbers in front of names', () => {
    expect(
      names([
        event('4 - purchase', 361),
        event('2 - shopping_cart', 1881),
        event('1 - landing_page', 1979),
        event('3 - checkout', 1431),
      ]),
    ).toEqual({
      awareness: ['1 - landing_page'],
      interest: ['2 - shopping_cart'],
      motivation: ['3 - checkout'],
      action: ['4 - purchase'],
    });
  });

  it('knows what pages, lists and German words mean', () => {
    expect(
      names([
        event('payment_confirmation_page', 452),
        event('home_page', 90_400),
        event('payment_page', 6030),
        event('search_page', 45_200),
      ]),
    ).toEqual({
      awareness: ['home_page'],
      interest: ['search_page'],
      motivation: ['payment_page'],
      action: ['payment_confirmation_page'],
    });
    expect(names([event('qualified leads', 8000), event('closed deals', 842), event('sellers', 3095)])).toEqual({
      awareness: ['qualified leads'],
      action: ['closed deals'],
      relationship: ['sellers'],
    });
    expect(
      names([event('Newsletter-Anmeldung', 9), event('Petition', 5), event('Spende', 2), event('Besuch', 20)]),
    ).toEqual({
      awareness: ['Besuch'],
      interest: ['Newsletter-Anmeldung'],
      motivation: ['Petition'],
      action: ['Spende'],
    });
  });

  it('knows a CRM’s lifecycle, and that a lost deal is none', () => {
    expect(
      names([
        event('Subscriber', 90),
        event('Lead', 80),
        event('Marketing Qualified Lead', 40),
        event('Sales Qualified Lead', 20),
        event('Opportunity', 12),
        event('Customer', 5),
        event('Evangelist', 1),
      ]),
    ).toEqual({
      awareness: ['Subscriber'],
      interest: ['Lead', 'Marketing Qualified Lead'],
      motivation: ['Sales Qualified Lead', 'Opportunity'],
      action: ['Customer'],
      relationship: ['Evangelist'],
    });
    expect(
      names([event('Lead created', 9), event('Deal created', 5), event('Closed Won', 2), event('Closed Lost', 3)]),
    ).toEqual({
      awareness: ['Lead created'],
      motivation: ['Deal created'],
      action: ['Closed Won'],
    });
  });

  it('takes people and first times where words say nothing, and is not sure then', () => {
    const guess = guessStages([event('c', 10, 3), event('a', 100, 1), event('b', 50, 2)]);
    expect(guess).toEqual({
      awareness: { enter: ['a'], confident: false },
      interest: { enter: ['b'], confident: false },
      action: { enter: ['c'], confident: false },
    });
    const level = guessStages([event('c', 99, 3), event('a', 98, 1), event('b', 100, 2)]);
    expect(level).toMatchObject({ awareness: { enter: ['a'] }, interest: { enter: ['b'] }, action: { enter: ['c'] } });
  });

  it('writes a star of a name as a star, not as a pattern', () => {
    expect(names([event('visit *', 3), event('donation', 2)])).toEqual({
      awareness: ['visit \\*'],
      action: ['donation'],
    });
  });
});
