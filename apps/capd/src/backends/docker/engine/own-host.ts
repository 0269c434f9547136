import { readFileSync } from 'node:fs';

import { proxiesOf, type EngineHost } from '../container-specs/engine-host.ts';

/** What this process knows by itself of what containers depend on; it takes its own host for that of the engine, as upstream does. */
export const ownHost = (environment: Readonly<Record<string, string | undefined>>): Omit<EngineHost, 'engine'> => ({
  seLinuxEnforcing: isEnforcing(),
  proxies: proxiesOf(environment),
});

function isEnforcing(): boolean {
  try {
    return readFileSync('/sys/fs/selinux/enforce', 'utf8').trim() === '1';
  } catch {
    // No SELinux here.
    return false;
  }
}
