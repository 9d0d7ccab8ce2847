// attack: B3, asks whoever listens near it on this machine, with a wrong key and in their place, to fill their limits
// verdict: failed
import { connect } from 'node:net';

const own = Number(new URL(process.env.OPENAI_BASE_URL ?? '').port);
const body = JSON.stringify({ model: 'gpt-4o-mini', messages: [{ role: 'user', content: 'intruder' }] });
const head = `HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer sk-not-mine\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nConnection: keep-alive\r\n\r\n`;
const text = `POST /v1/chat/completions ${head}${body}`;

function intrude(port: number, times = 25): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect(port, '127.0.0.1', () => socket.write(text.repeat(times)));
    socket.setTimeout(300, () => socket.destroy());
    socket.on('data', (part) => {
      answer += String(part);
    });
    socket.on('error', () => undefined);
    socket.on('close', () => resolve(answer));
  });
}

// What others' endpoints would say to this program, its own says, too: nothing that tells who is there.
if (/openai|request-id|API key/i.test(await intrude(own, 3))) console.log('GOT THROUGH');

// Few, so that nothing else on a machine that runs this test is troubled.
const near = Array.from({ length: 400 }, (_, index) => own - 200 + index).filter((port) => port !== own);
const until = Date.now() + 1_500;
while (Date.now() < until) await Promise.all(near.map((port) => intrude(port)));
