// Writes the files that a CommonJS program has loaded to the file that MODULE_LOG names.
process.once('exit', () => require('node:fs').writeFileSync(process.env.MODULE_LOG, Object.keys(require.cache).join('\n')))
