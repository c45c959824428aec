// Finds a Chromium for the tests: the one named by CHROME_PATH, else an installed one, else installs one, else throws with
// instructions.
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

/** Disables background services: on a closed network the browser would occupy its connections with its vendor's servers. */
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

/** The path of a Chromium; installs one when there is none. Throws with instructions when that fails too. */
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
  /** The profile folder: opening the same folder again is the same device. */
  folder: string;
  viewport?: { width: number; height: number };
  colorScheme?: 'dark' | 'light';
  headless?: boolean;
  /** Playwright disables Chromium's back/forward cache; people's browsers have it. */
  keepsLeftPages?: boolean;
  /** As in some private windows and in WebKitGTK: there is no file system of the origin (OPFS). */
  lacksOpfs?: boolean;
  /** Opens the DevTools protocol on this port of localhost, for a tool in another process. */
  debuggingPort?: number;
}

/** One device: a Chromium with its own profile on disk, so that it can be closed, killed and opened again. */
export function openProfile({
  folder,
  viewport,
  colorScheme,
  headless = true,
  keepsLeftPages = false,
  lacksOpfs = false,
  debuggingPort,
}: ProfileOptions): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: findBrowser(),
    args: [
      ...BROWSER_ARGS,
      ...(lacksOpfs ? ['--disable-blink-features=FileSystemAccessOriginPrivate'] : []),
      ...(debuggingPort === undefined ? [] : [`--remote-debugging-port=${debuggingPort}`]),
    ],
    ignoreDefaultArgs: keepsLeftPages ? ['--disable-back-forward-cache'] : [],
    headless,
    viewport: viewport ?? { width: 390, height: 844 },
    colorScheme: colorScheme ?? 'light',
    serviceWorkers: 'allow',
  });
}
