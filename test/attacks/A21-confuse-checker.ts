// attack: A21, gives the checker what it may not expect: broken JSON, endless numbers, odd types, no end of a request
// verdict: failed
import { request } from 'node:http';

const url = `${process.env.OPENAI_BASE_URL}/chat/completions`;
const headers = { authorization: `Bearer ${process.env.OPENAI_API_KEY}`, 'content-type': 'application/json' };
for (const body of ['', '{', 'null', '[]', '{"messages":1e999}', `{"messages":${'['.repeat(5000)}`]) {
  await fetch(url, { method: 'POST', headers, body }).catch(() => undefined);
}
const open = request(url, { method: 'POST', headers: { ...headers, 'content-length': '1000' } });
open.on('error', () => undefined);
open.write('{"model":');
console.log('NaN', Number.NaN, '\ud800', '9'.repeat(400));
setTimeout(() => process.exit(0), 100);
