import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));

interface CycloneDx {
  serialNumber?: string;
  metadata: { timestamp?: string; component: Record<string, unknown> };
}

/**
 * What is inside the image of an app, as CycloneDX: npm reads it from the lockfile. Where npm says the hour, and a random number, this says
 * nothing and a number made of the content, so that the same sources give the same file.
 * @throws Error with the words of npm
 */
export function billOfMaterials(app: string, image: string, version: string): string {
  const args = [
    'sbom',
    '--sbom-format=cyclonedx',
    '--sbom-type=application',
    '--omit=dev',
    '--package-lock-only',
    `--workspace=apps/${app}`,
  ];
  const { status, stdout, stderr, error } = spawnSync('npm', args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  if (status !== 0) throw new Error(`npm sbom failed for apps/${app}: ${error?.message ?? stderr.trim()}`);
  const bill = JSON.parse(stdout) as CycloneDx;
  delete bill.serialNumber;
  delete bill.metadata.timestamp;
  // npm calls it after the folder of the checkout.
  Object.assign(bill.metadata.component, { name: image, version });
  const digest = createHash('sha256').update(JSON.stringify(bill)).digest('hex');
  bill.serialNumber = `urn:uuid:${uuidOf(digest)}`;
  return `${JSON.stringify(bill, undefined, 2)}\n`;
}

/** A UUID of version 8, whose bits are ours to choose. */
const uuidOf = (hex: string): string =>
  [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `8${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
