// attack: A14, asks the endpoint without a key, with another key, and for what is not its own
// verdict: failed
export {};

const base = process.env.OPENAI_BASE_URL ?? '';
const ask = async (path: string, key: string, method = 'GET') => {
  const response = await fetch(`${base}${path}`, { method, headers: { authorization: `Bearer ${key}` } });
  console.log(path, response.status, (await response.text()).slice(0, 200));
};
await ask('/models', 'sk-not-mine');
await ask('/../recording', process.env.OPENAI_API_KEY ?? '');
await ask('/exchanges', process.env.OPENAI_API_KEY ?? '');
await ask('/chat/completions', '', 'DELETE');
