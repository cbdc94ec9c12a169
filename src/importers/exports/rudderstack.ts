import type { RecogniseExport } from './export-header.ts';
import { isTracked, trackedSource } from './segment.ts';

/** RudderStack, which follows Segment's specification and says by which channel of its own a call came. */
export const recogniseRudderstack: RecogniseExport = (file) =>
  isTracked(file) &&
  (file.has('rudderId') || file.has('channel') || file.matching(/^context[._](?:rudder|passed)/u).length > 0)
    ? trackedSource(file)
    : null;
