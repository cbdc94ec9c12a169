import { configure } from '@testing-library/react';
import axe from 'axe-core';

/** A test waits for what it expects, however busy the machine: a second is too short while a disk or a compiler is cold. */
configure({ asyncUtilTimeout: 15_000 });

/** A colour half-way through its change is nobody's choice: axe looks when what ends by itself has ended. */
const run: (...given: Parameters<typeof axe.run>) => Promise<axe.AxeResults> = axe.run;
Object.assign(axe, {
  run: async (...given: Parameters<typeof axe.run>) => {
    const ending = document
      .getAnimations()
      .filter(({ effect }) => effect?.getComputedTiming().endTime !== Number.POSITIVE_INFINITY);
    await Promise.allSettled(ending.map(({ finished }) => finished));
    return run.apply(axe, given);
  },
});
