import { blobSource } from '../../importers/byte-source.ts';
import { importFiles } from '../../importers/import.ts';
import { sniffFile } from '../../importers/sniff.ts';
import { serve } from './host.ts';
import type { ImportService } from './services.ts';
import { removeFolder, writeVersion } from './version-folder.ts';
import { ready } from './worker-ready.ts';

ready((port) =>
  serve<ImportService>(port, {
    sniff: ({ file, timeZone, nowUs }) => sniffFile(blobSource(file, file.name), { timeZone, nowUs }),

    read: async ({ files, plan, salt, nowUs, known, folder }, { signal, progress }) => {
      const sources = files.map((file) => blobSource(file, file.name));
      const { columns, profile } = await importFiles(sources, plan, {
        salt,
        nowUs,
        known,
        signal,
        onProgress: progress,
      });
      const version = await writeVersion(folder, columns, profile, signal);
      if (signal.aborted) await removeFolder(folder);
      return { version, profile };
    },
  }),
);
