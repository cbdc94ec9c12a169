export interface Term {
  readonly term: string;
  readonly meaning: string;
}

/** The words of the screens, one plain sentence each. */
export const GLOSSARY = {
  person: { term: 'person', meaning: 'Whoever the rows are joined on: an e-mail address, a customer number, an id.' },
  event: { term: 'event', meaning: 'One thing that one person did at one time: a row of a file.' },
  stage: { term: 'stage', meaning: 'One of the five steps from having heard of you to staying with you.' },
  transition: { term: 'transition', meaning: 'The way from one measured stage to the next.' },
  reached: { term: 'reached', meaning: 'People who came at least as far as this stage, each counted once.' },
  converted: { term: 'went on', meaning: 'People who reached this stage and then the next one in time.' },
  dropped: { term: 'dropped', meaning: 'People whose time was up before they went on to the next stage.' },
  droppedUntimed: {
    term: 'dropped',
    meaning: 'People who have not gone on so far. Without a time limit nobody can be told to be late.',
  },
  inProgress: {
    term: 'in progress',
    meaning: 'People who have not gone on yet and still have time. They are not counted as lost.',
  },
  window: { term: 'window', meaning: 'How long somebody has, from the first step, to go the whole way.' },
  asOf: {
    term: 'complete up to',
    meaning: 'The moment up to which all the data is there. After it nothing can be said.',
  },
  matured: {
    term: 'time is over',
    meaning: 'People who entered early enough to have had their whole window. Rates are counted on them alone.',
  },
  rate: { term: 'rate', meaning: 'Of the people whose time is over, the share that went on to the next stage.' },
  rateUntimed: {
    term: 'rate',
    meaning: 'Of everybody who reached this stage, the share that went on to the next one.',
  },
  rawRate: {
    term: 'raw rate',
    meaning: 'The share of everybody, recent arrivals included. It looks too low while people still have time.',
  },
  interval: {
    term: '95 % interval',
    meaning:
      'Where the true rate most likely lies: drawn this way, 95 intervals of 100 hold it. Few people, wide interval.',
  },
  tooFew: {
    term: 'too few people',
    meaning: 'Fewer than 30. A rate of so few is mostly chance, so no verdict is given.',
  },
  blindSpot: {
    term: 'blind spot',
    meaning: 'People seen at a later stage and never at this one: something here is not recorded.',
  },
  calendarDays: {
    term: 'calendar days',
    meaning: 'A file has dates without clock times, so everything is counted by day: a form and a gift of one day fit.',
  },
  leak: { term: 'leak', meaning: 'A transition at which people are lost.' },
  median: { term: 'typical time', meaning: 'Half of those who went on were faster than this, half were slower.' },
  sinceFirstContact: {
    term: 'since first contact',
    meaning: 'Time from the first step of the whole journey, not from the step before.',
  },
  quartiles: {
    term: 'middle half',
    meaning: 'A quarter was faster than this span, a quarter slower, half lies in it.',
  },
  gone: {
    term: 'share by day',
    meaning:
      'Of those who got to the first of the two stages, the share at the second by then. Who still has time counts as far as they were seen.',
  },
  firstContact: {
    term: 'first contact',
    meaning: 'The moment of the first step, from which the time to go the whole way runs.',
  },
  rest: { term: 'the rest', meaning: 'All other groups together.' },
  verdict: {
    term: 'verdict',
    meaning:
      'Higher or lower only where chance alone would hardly show it, all comparisons of the table considered. Otherwise we cannot tell.',
  },
  difference: {
    term: 'difference',
    meaning:
      'One rate minus the other, in percentage points, with the span in which the true difference most likely lies.',
  },
  implied: {
    term: 'implied',
    meaning: 'Everybody seen at a stage or at a later one: whoever came later must have been here, recorded or not.',
  },
  notMeasured: {
    term: 'not measured',
    meaning: 'No event says who reached this stage. The rate runs from the stage before it.',
  },
  tool: {
    term: 'tool',
    meaning: 'What a person uses to take a step: a form, a page, a call, a kit. Yours, or one that you use for them.',
  },
  handrail: {
    term: 'handrail',
    meaning:
      'What people can hold on to at each step: your tools, as far as the data shows that they are used and help.',
  },
  capability: {
    term: 'need',
    meaning: 'What a step takes, in the words of the person who takes it, whichever tool answers it.',
  },
  gap: {
    term: 'gap',
    meaning:
      'A need without a tool that works. One that reaches few, or that cannot be judged yet, still counts as an answer.',
  },
  reach: {
    term: 'reach',
    meaning: 'Of the people at the stage since the tool was there, the share that used it before they went on.',
  },
  effect: {
    term: 'effect',
    meaning:
      'How many more went on with a tool than without, among people who were alike in time. An association, not a proof.',
  },
  worth: {
    term: 'worth',
    meaning:
      'What would come of it if a step went as well as the rate that stands beside it: a span, and for the whole step, not for each tool.',
  },
  atStake: {
    term: 'at stake',
    meaning: 'What those who were lost at a step would have brought, had they gone on like the others.',
  },
  accepted: { term: 'accepted', meaning: 'Rows that gave at least one event or one property.' },
  rejected: { term: 'rejected', meaning: 'Rows that could not be read, each with its line and the reason.' },
  excluded: { term: 'left out', meaning: 'Rows that a rule leaves out on purpose, such as failed payments.' },
} as const satisfies Readonly<Record<string, Term>>;

export type GlossaryKey = keyof typeof GLOSSARY;
