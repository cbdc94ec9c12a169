import { describe } from 'vitest';
import { comparesJourneys, JOURNEYS } from './compared.ts';

describe('generated journeys', () => comparesJourneys(JOURNEYS, 1));
