// Compares crds/ with the recorded facts of upstream's CRDs, field by field, where those facts are at hand.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../', import.meta.url));
const checker =
  process.env['CAPI_SHARED'] === undefined
    ? `${root}../shared/conformance/crd-parity`
    : `${process.env['CAPI_SHARED']}/conformance/crd-parity`;
if (existsSync(checker)) {
  const { status } = spawnSync(process.execPath, [checker, `${root}crds`], { stdio: 'inherit' });
  process.exitCode = status ?? 1;
} else {
  console.log(`skipped: no ${checker}; set CAPI_SHARED to the folder that holds conformance/`);
}
