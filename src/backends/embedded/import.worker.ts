import { blobSource } from '../../importers/byte-source.ts';
import { digestStream } from '../../importers/bytes/file-digest.ts';
import { remap, sniffFile } from '../../importers/sniff.ts';
import { archiveMembers } from './archive-members.ts';
import { exportData } from './export-data.ts';
import { forgetPeople } from './forget-people.ts';
import { serve } from './host.ts';
import { peopleFile } from './people-file.ts';
import { readInto } from './read-files.ts';
import { packJourney, unpackJourney } from './saved-journey.ts';
import type { ImportService } from './services.ts';
import { removeFolder } from './version-folder.ts';
import { ready } from './worker-ready.ts';

ready((port) =>
  serve<ImportService>(port, {
    sniff: ({ file, ...options }, { signal, progress: onShare }) =>
      sniffFile(blobSource(file, file.name), options, { signal, onShare }),

    members: ({ file }, { signal, progress }) => archiveMembers(file, progress, signal),

    remap: ({ sniffed, source, ...options }) => remap(sniffed, source, options),

    digest: ({ file }) => digestStream(file.stream(), () => undefined),

    read: async (question, { signal, progress }) => {
      const answer = await readInto(question, signal, progress);
      if (signal.aborted) await removeFolder(question.folder);
      return answer;
    },

    forget: (question, { signal }) => forgetPeople(question, signal),

    export: ({ format, ...dataset }, { signal, progress }) => exportData(dataset, format, progress, signal),

    people: (question, { signal, progress }) => peopleFile(question, signal, progress),

    pack: (dataset, { signal, progress }) => packJourney(dataset, progress, signal),

    unpack: async ({ file, folder }, { signal, progress }) => {
      const unpacked = await unpackJourney(file, folder, progress, signal);
      if (signal.aborted) await removeFolder(folder);
      return unpacked;
    },
  }),
);
