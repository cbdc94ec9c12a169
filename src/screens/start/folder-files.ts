/** What a folder is looked through for; other files in it are left alone. */
const READABLE = /\.(?:csv|tsv|tab|txt|json|jsonl|ndjson|parquet|pq|xlsx|zip|gz|handrail)$/i;
/** A folder of more files was not meant. */
const MOST_FILES = 1000;

/** Whether a file out of a folder is one to read. */
export function isReadableFile({ name }: { readonly name: string }): boolean {
  return READABLE.test(name) && !name.startsWith('.') && !name.startsWith('~$');
}

/** The files of a drop, with those of dropped folders at any depth. To be called while the drop is told. */
export function droppedFiles(data: DataTransfer): Promise<readonly File[]> {
  // The list of items is emptied when the event is over.
  const entries = [...data.items].map((item) => (item.kind === 'file' ? item.webkitGetAsEntry() : null));
  if (!entries.some((entry) => entry?.isDirectory)) return Promise.resolve([...data.files]);
  return filesOf(entries.filter((entry) => entry !== null));
}

async function filesOf(entries: readonly FileSystemEntry[]): Promise<File[]> {
  const files: File[] = [];
  const waiting = entries.map((entry) => ({ entry, inFolder: false }));
  for (let next = waiting.shift(); next !== undefined && files.length < MOST_FILES; next = waiting.shift()) {
    const { entry, inFolder } = next;
    if (isFolder(entry)) waiting.push(...(await entriesOf(entry)).map((each) => ({ entry: each, inFolder: true })));
    else if (isFile(entry) && (!inFolder || isReadableFile(entry))) files.push(await fileOf(entry));
  }
  return files;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => entry.file(resolve, reject));
}

/** A folder is told in pieces, the last of which is empty. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const piece = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (piece.length === 0) return all;
    all.push(...piece);
  }
}
