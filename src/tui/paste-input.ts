import { StringDecoder } from 'node:string_decoder';
import { PasteReader } from './paste.ts';

/** Terminals that know this mode put marks around what is pasted. Others ignore it. */
export const bracketPastes = '\x1b[?2004h';
export const leavePastes = '\x1b[?2004l';

/** Standard input as blessed uses it: what its decoder returns it takes apart into keys. */
export interface KeyInput {
  emit(event: 'data', bytes: Buffer): boolean;
  setRawMode?(raw: boolean): void;
  pause(): void;
  resume(): void;
  _keypressDecoder: { write(bytes: Buffer): string };
}

/**
 * Has pasted texts go to a listener, each in one piece; everything else stays a key, in the order in which it came.
 * @param keysOf takes out of keys what is none, such as a mouse's reports
 */
export function readPastes(
  input: KeyInput,
  listener: (text: string) => void,
  keysOf: (text: string) => string = (text) => text,
): void {
  const reader = new PasteReader();
  const decoder = new StringDecoder('utf8');
  let passing: string | undefined;
  const write = (bytes: Buffer): string => {
    if (passing !== undefined) return passing;
    const arrivals = reader.read(decoder.write(bytes));
    const [first] = arrivals;
    if (arrivals.length === 1 && first?.kind === 'keys') return keysOf(first.text);
    for (const { kind, text } of arrivals) {
      if (kind === 'paste') listener(text);
      else {
        passing = keysOf(text);
        input.emit('data', bytes);
        passing = undefined;
      }
    }
    return '';
  };
  input._keypressDecoder = { write };
}
