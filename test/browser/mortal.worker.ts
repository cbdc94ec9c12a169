import { serve } from '../../src/backends/embedded/host.ts';
import { ready } from '../../src/backends/embedded/worker-ready.ts';
import type { MortalService } from './mortal.ts';

/** Dies of the first question under each name, and answers the second. */
ready((port) =>
  serve<MortalService>(port, {
    live: async ({ name, death }) => {
      const cache = await caches.open('mortal');
      if (await cache.match(`https://mortal.test/${name}`)) return `alive after ${death}`;
      await cache.put(`https://mortal.test/${name}`, new Response('died'));
      if (death === 'close') self.close();
      if (death === 'throw') {
        setTimeout(() => {
          throw new Error('a fault nobody caught');
        });
      }
      return new Promise<never>(() => {});
    },
    say: (text) => text,
  }),
);
