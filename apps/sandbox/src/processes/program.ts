import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** How to start one of our programs: with this very Node, from sources when this runs from sources, else from its bundle. */
export interface Program {
  readonly command: string;
  readonly args: readonly string[];
}

const here = fileURLToPath(import.meta.url);
const fromSources = here.endsWith('.ts');

/** The program in `apps/<app>`. */
export function programOf(app: string, args: readonly string[]): Program {
  // Either …/apps/sandbox/src/processes/program.ts or …/dist/apps/sandbox/main.js.
  const main = fileURLToPath(new URL(fromSources ? `../../../${app}/src/main.ts` : `../${app}/main.js`, import.meta.url));
  if (!existsSync(main)) throw new Error(`${main} is missing; npm run build makes all bundles`);
  return { command: process.execPath, args: [...process.execArgv, main, ...args] };
}

/** The same, ending when the sandbox has ended: what `supervise` starts. */
export function companionOf(app: string, args: readonly string[]): Program {
  const program = programOf(app, args);
  const lifeline = new URL(fromSources ? '../lifeline.ts' : './lifeline.js', import.meta.url);
  return { ...program, args: [`--import=${lifeline.href}`, ...program.args] };
}

/** The repository's folder, three levels above both the sources' and the bundle's. */
export const repositoryFile = (path: string): string =>
  fileURLToPath(new URL(fromSources ? `../../../../${path}` : `../../../${path}`, import.meta.url));
