// Finds a Chromium for the tests: the one named by CHROME_PATH, an installed one, else installs one, else says how.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium, type BrowserContext } from 'playwright-core';

const KNOWN_PATHS = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/snap/bin/chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
];

/** Without these a browser on a closed network spends its connections on its maker's servers. */
export const BROWSER_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function installedBrowser(): string | undefined {
  const named = process.env['CHROME_PATH'];
  if (named) {
    if (!existsSync(named)) throw new Error(`CHROME_PATH names ${named}, which does not exist.`);
    return named;
  }
  return [...KNOWN_PATHS, chromium.executablePath()].find((path) => existsSync(path));
}

const runs = (command: string, args: string[]) => spawnSync(command, args, { stdio: 'inherit' }).status === 0;

function installBrowser(): void {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/usr/bin/apt-get');
  if (isDebianRoot && runs('apt-get', ['update']) && runs('apt-get', ['install', '-y', '--no-install-recommends', 'chromium']))
    return;
  runs('npx', ['playwright-core', 'install', 'chromium']);
}

/** The path of a Chromium, installing one when there is none. Throws with what to do when that fails too. */
export function findBrowser(): string {
  const found = installedBrowser();
  if (found) return found;
  installBrowser();
  const installed = installedBrowser();
  if (installed) return installed;
  throw new Error(
    'The end-to-end tests need Chrome or Chromium and none could be installed. Install one ' +
      '(Debian: apt-get install chromium; elsewhere: npx playwright-core install chromium) or set CHROME_PATH to it.',
  );
}

export interface ProfileOptions {
  /** Where the profile is kept: reopening the same folder is the same device. */
  folder: string;
  viewport?: { width: number; height: number };
  colorScheme?: 'dark' | 'light';
  headless?: boolean;
}

/** One device: a Chromium with a profile of its own on disk, so that it can be closed, killed and opened again. */
export function openProfile({ folder, viewport, colorScheme, headless = true }: ProfileOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: findBrowser(),
    args: BROWSER_ARGS,
    headless,
    viewport: viewport ?? { width: 390, height: 844 },
    colorScheme: colorScheme ?? 'light',
    serviceWorkers: 'allow',
  });
}
