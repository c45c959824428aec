// Installs the programs we are compared with into .cache/peers, each at its exact version, when a bench first needs it: they are
// hundreds of megabytes, which a user's `npm install` is spared. Their install scripts do not run.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { step } from '../progress.ts';

const FOLDER = fileURLToPath(new URL('../../../.cache/peers', import.meta.url));
/** Packages that these depend on are taken as of this day, so that a later run installs the same. */
const AS_OF = '2026-11-28';
const INSTALL_BOUND_MS = 300_000;

export interface PeerPackage {
  name: string;
  version: string;
  integrity: string;
}

/** The folder that contains the peer's node_modules, or in words why there is none. */
export function installPeer(packages: readonly PeerPackage[]): { folder: string } | { missing: string } {
  const wanted = packages.map(({ name, version }) => `${name}@${version}`);
  const folder = join(FOLDER, wanted.join('+').replaceAll(/[^\w.+-]+/g, '_'));
  if (existsSync(folder)) return { folder };
  step(`installing ${wanted.join(' and ')} into .cache/peers`);
  // Renamed when complete, so that an interrupted installation is not taken for one.
  const staging = `${folder}.new`;
  rmSync(staging, { recursive: true, force: true });
  mkdirSync(staging, { recursive: true });
  const flags = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error', `--before=${AS_OF}`];
  const { status, stderr } = spawnSync('npm', ['install', '--prefix', staging, ...flags, ...wanted], {
    encoding: 'utf8',
    shell: process.platform === 'win32',
    timeout: INSTALL_BOUND_MS,
  });
  if (status !== 0) return { missing: `${wanted[0]} could not be installed: ${stderr.trim().split('\n').at(0)}` };
  for (const one of packages) requireIntegrity(staging, one);
  renameSync(staging, folder);
  return { folder };
}

/** Npm has compared the files with the registry's checksum; this compares that checksum with ours. */
function requireIntegrity(folder: string, { name, version, integrity }: PeerPackage): void {
  const lock = JSON.parse(readFileSync(join(folder, 'node_modules/.package-lock.json'), 'utf8')) as {
    packages: Record<string, { integrity?: string }>;
  };
  const found = lock.packages[`node_modules/${name}`]?.integrity;
  if (found !== integrity) throw new Error(`${name}@${version} has the checksum ${found} instead of ${integrity}`);
}
