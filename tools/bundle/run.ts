// One file per app, dist/apps/<app>/main.js, that needs no node_modules.
import { readdirSync, existsSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

import { build, type Plugin } from 'esbuild';

const root = fileURLToPath(new URL('../../', import.meta.url));
const apps = readdirSync(`${root}apps`).filter((app) => existsSync(`${root}apps/${app}/src/main.ts`));
rmSync(`${root}dist/apps`, { recursive: true, force: true });
/**
 * The client of Docker engines loads one of ssh, which brings compiled files; we refuse such addresses before it would be used.
 */
const withoutSsh: Plugin = {
  name: 'without-ssh',
  setup(bundling) {
    bundling.onResolve({ filter: /^ssh2$/ }, ({ path }) => ({ path, namespace: 'absent' }));
    bundling.onLoad({ filter: /^ssh2$/, namespace: 'absent' }, () => ({ contents: 'module.exports = {};' }));
  },
};

/** The program, and what is loaded before the programs that it starts. */
const entryPointsOf = (app: string): Record<string, string> =>
  Object.fromEntries(
    ['main', 'lifeline'].map((name) => [name, `${root}apps/${app}/src/${name}.ts`]).filter(([, file = '']) => existsSync(file)),
  ) as Record<string, string>;

await Promise.all(
  apps.map((app) =>
    build({
      entryPoints: entryPointsOf(app),
      outdir: `${root}dist/apps/${app}`,
      bundle: true,
      platform: 'node',
      target: 'node24',
      format: 'esm',
      conditions: ['@capi/source'],
      mainFields: ['module', 'main'],
      sourcemap: 'linked',
      sourcesContent: false,
      // CommonJS packages inside an ES module still call require for node's own modules.
      banner: { js: "import { createRequire as __createRequire } from 'node:module'; const require = __createRequire(import.meta.url);" },
      plugins: [withoutSsh],
      logLevel: 'warning',
    }),
  ),
);
console.log(`${apps.length} bundles under dist/apps: ${apps.join(', ')}`);
