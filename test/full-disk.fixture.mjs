import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';

// Stands for a disk that takes nothing: below AGENTLINGS_HOME no file can be opened to be written, as long as a file of
// that name with `.refuses` at its end says with which error. Loaded before the program with `--import`.
const home = process.env.AGENTLINGS_HOME ?? '';
const { openSync } = fs;

fs.openSync = (file, flags, ...rest) => {
  const writes = typeof flags === 'string' && /[wa+]/.test(flags);
  if (writes && String(file).startsWith(home) && fs.existsSync(`${home}.refuses`)) {
    const code = fs.readFileSync(`${home}.refuses`, 'utf8');
    throw Object.assign(new Error(`${code}: refused, open '${file}'`), { code, syscall: 'open', path: file });
  }
  return openSync(file, flags, ...rest);
};
syncBuiltinESMExports();
