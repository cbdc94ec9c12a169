/**
 * One contender reads one file, alone in its process: prints the times, the peak of memory and what came of it. The clock
 * starts when its program is loaded, as a page or a server has it before a file comes.
 */
const [module, path, options] = process.argv.slice(2);
const { importFile, prepare } = await import(module);
const given = JSON.parse(options);
await prepare?.(given);
const before = process.cpuUsage();
const start = process.hrtime.bigint();
const read = await importFile(path, given);
const ms = Number(process.hrtime.bigint() - start) / 1e6;
const { user, system } = process.cpuUsage(before);
const cpuMs = (user + system) / 1000;
const peakBytes = process.resourceUsage().maxRSS * 1024;
const made = typeof read === 'function' ? await read() : read;
process.stdout.write(JSON.stringify({ ms, cpuMs, peakBytes, made }));
