// attack: B11, writes one file without end
// verdict: output-limit
import { appendFileSync } from 'node:fs';

const much = Buffer.alloc(1024 * 1024, 'x');
for (;;) appendFileSync('file', much);
