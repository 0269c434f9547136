import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/** What the processes of a sandbox logged. */
export interface LogLines {
  /** Errors and warnings of a process since {@link LogLines.mark}. */
  troubles(process: string): readonly string[];
  /** All lines of a process since the mark. */
  all(process: string): readonly string[];
  readonly processes: readonly string[];
  /** What was written so far is of no interest any more. */
  mark(): void;
}

/** Reads the logs in the data folder of a sandbox: those of the providers by their namespace, and `api-server`. */
export function logLinesOf(dataDir: string): LogLines {
  const pods = join(dataDir, 'logs', 'pods');
  const files = new Map<string, string>();
  for (const namespace of readdirSync(pods)) {
    for (const pod of readdirSync(join(pods, namespace))) files.set(namespace, join(pods, namespace, pod, 'manager.log'));
  }
  const apiServer = join(dataDir, 'logs', 'api-server.log');
  if (existsSync(apiServer)) files.set('api-server', apiServer);
  const read = (process: string): string => {
    const file = files.get(process) ?? '';
    return existsSync(file) ? readFileSync(file, 'utf8') : '';
  };
  const marks = new Map<string, number>();
  const all = (process: string): readonly string[] =>
    read(process)
      .slice(marks.get(process) ?? 0)
      .split('\n')
      .filter((line) => line !== '');
  return {
    processes: [...files.keys()],
    all,
    troubles: (process) => all(process).filter((line) => /^[EW]\d{4} |"level":"(?:error|warn)"/.test(line)),
    mark() {
      for (const process of files.keys()) marks.set(process, read(process).length);
    },
  };
}

/** Prints how much was logged since the mark: errors and warnings of all lines, by process. */
export function reportLines(what: string, logs: LogLines): void {
  const counts = logs.processes.map((name) => `${name} ${logs.troubles(name).length} of ${logs.all(name).length}`);
  process.stdout.write(`${what}: errors and warnings of all lines logged: ${counts.join(', ')}\n`);
}
