import { describe } from 'vitest';
import { comparesJourneys, JOURNEYS } from './compared.ts';

/** In place of shards, rows are spread over tables whose states are merged. Fewer journeys: every question takes longer. */
describe('generated journeys of people spread over three tables', () => comparesJourneys(Math.ceil(JOURNEYS / 4), 3));
