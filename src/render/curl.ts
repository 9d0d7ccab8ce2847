import type { Exchange } from '../model/types.ts';

/**
 * A request as a `curl` command for a POSIX shell. Neither key nor address of the attempt is in it: both are read from
 * the environment, as programs do.
 */
export function curlCommand({ method, path, rawBody, headers }: Exchange): string {
  const resource = path.replace(/^\/v1/, '');
  const type = headers['content-type'];
  const parts = [
    `curl -sS${method === 'GET' ? '' : ` -X ${method}`} "\${OPENAI_BASE_URL:-https://api.openai.com/v1}"${quoted(resource)}`,
    '-H "Authorization: Bearer $OPENAI_API_KEY"',
    ...(type === undefined ? [] : [`-H ${quoted(`content-type: ${type}`)}`]),
    ...(rawBody === '' ? [] : [`--data-binary ${quoted(rawBody)}`]),
  ];
  return `${parts.join(' \\\n  ')}\n`;
}

/** In single quotes nothing means anything to a shell but the next single quote. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
