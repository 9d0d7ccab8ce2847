import { leaveMouse, reportMouse } from './mouse-input.ts';
import { bracketPastes, leavePastes } from './paste-input.ts';

/**
 * What the program switches on in a terminal, and how all of it is switched off again. These sequences are the same on
 * every terminal that this program runs on; one that lacks something takes it in silence.
 */

const keepTitle = '\x1b[22;0t';
const giveTitleBack = '\x1b[23;0t';
const alternateScreen = '\x1b[?1049h';
const normalScreen = '\x1b[?1049l';
const hideCursor = '\x1b[?25l';
const showCursor = '\x1b[?25h';

/** Also where there is no other screen, such as on the Linux console, this leaves an empty one. */
export const clearScreen = '\x1b[m\x1b[H\x1b[2J';

export function enterTerminal(title: string, mouse: boolean): string {
  return `${keepTitle}${alternateScreen}\x1b]0;${title}\x07${hideCursor}${clearScreen}${bracketPastes}${mouse ? reportMouse : ''}`;
}

/** Everything off, whatever is on. */
export const leaveTerminal = `${leavePastes}${leaveMouse}${clearScreen}${showCursor}${normalScreen}${giveTitleBack}`;

/** The same from somebody else, after the end: what is on the screen by then is the shell's. */
export const forsakeTerminal = `${leavePastes}${leaveMouse}${showCursor}${normalScreen}\x1b[m${giveTitleBack}`;
