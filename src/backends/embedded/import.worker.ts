import { blobSource } from '../../importers/byte-source.ts';
import { digestStream } from '../../importers/bytes/file-digest.ts';
import { importFiles } from '../../importers/import.ts';
import { remap, sniffFile } from '../../importers/sniff.ts';
import { archiveMembers } from './archive-members.ts';
import { serve } from './host.ts';
import { packJourney, unpackJourney } from './saved-journey.ts';
import type { ImportService } from './services.ts';
import { removeFolder, writeVersion } from './version-folder.ts';
import { ready } from './worker-ready.ts';

ready((port) =>
  serve<ImportService>(port, {
    sniff: ({ file, ...options }) => sniffFile(blobSource(file, file.name), options),

    members: ({ file }, { signal }) => archiveMembers(file, signal),

    remap: ({ sniffed, source, ...options }) => remap(sniffed, source, options),

    digest: ({ file }) => digestStream(file.stream(), () => undefined),

    read: async ({ files, plan, salt, nowUs, folder }, { signal, progress }) => {
      const sources = files.map((file) => blobSource(file, file.name));
      const { columns, profile } = await importFiles(sources, plan, {
        salt,
        nowUs,
        signal,
        onProgress: progress,
      });
      const version = await writeVersion(folder, columns, profile, signal);
      if (signal.aborted) await removeFolder(folder);
      return { version, profile };
    },

    pack: (dataset, { signal, progress }) => packJourney(dataset, progress, signal),

    unpack: async ({ file, folder }, { signal, progress }) => {
      const unpacked = await unpackJourney(file, folder, progress, signal);
      if (signal.aborted) await removeFolder(folder);
      return unpacked;
    },
  }),
);
