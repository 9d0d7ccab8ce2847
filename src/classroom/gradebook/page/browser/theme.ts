import { part } from './dom.ts';

type Theme = 'light' | 'dark';
const storageKey = 'agentlings-theme';

/** The button that overrules the system's choice of light or dark. */
export function startTheme(): void {
  const button = part('theme', HTMLButtonElement);
  const system = matchMedia('(prefers-color-scheme: dark)');
  let chosen = remembered();
  const show = () => {
    const current: Theme = chosen ?? (system.matches ? 'dark' : 'light');
    if (chosen !== undefined) document.documentElement.dataset.theme = chosen;
    button.textContent = current === 'dark' ? 'Light colours' : 'Dark colours';
    return current;
  };
  button.addEventListener('click', () => {
    chosen = show() === 'dark' ? 'light' : 'dark';
    show();
    remember(chosen);
  });
  system.addEventListener('change', show);
  show();
}

// A page that is opened from a mail or a file may be denied storage: then the choice lasts as long as the page.
function remembered(): Theme | undefined {
  try {
    const value = localStorage.getItem(storageKey);
    return value === 'light' || value === 'dark' ? value : undefined;
  } catch {
    return undefined;
  }
}

function remember(theme: Theme): void {
  try {
    localStorage.setItem(storageKey, theme);
  } catch {
    // The page works without.
  }
}
