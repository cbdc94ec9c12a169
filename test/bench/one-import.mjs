/** One contender reads one file, alone in its process: prints the time, the peak of memory and what came of it. */
const [module, path, options] = process.argv.slice(2);
const { importFile } = await import(module);
const given = JSON.parse(options);
const start = process.hrtime.bigint();
const read = await importFile(path, given);
const ms = Number(process.hrtime.bigint() - start) / 1e6;
const peakBytes = process.resourceUsage().maxRSS * 1024;
const made = typeof read === 'function' ? await read() : read;
process.stdout.write(JSON.stringify({ ms, peakBytes, made }));
