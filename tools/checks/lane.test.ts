import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const lanes = fileURLToPath(new URL('lane.ts', import.meta.url));
/** A lane that leaves a process to itself, names it, and goes on saying something. */
const endless = 'sleep 600 & echo left alone: $!; while sleep 0.1; do echo and on; done';

/** Runs lanes as `npm test` does. */
function run(...commands: readonly string[]): ChildProcess {
  const list = commands.map((command, index) => ({ name: `lane ${index}`, command: ['sh', '-c', command] }));
  const script = `import { runLanes } from '${lanes}'; await runLanes(${JSON.stringify(list)}, '/');`;
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

const runs = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function ended(child: ChildProcess): Promise<{ code: number | null; printed: string }> {
  let printed = '';
  child.stdout?.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve));
  return { code, printed };
}

describe('lanes', () => {
  test('all run, whatever becomes of each, and are counted', async () => {
    const { code, printed } = await ended(run('exit 3', 'echo skipped: there is no tool for it', 'true'));
    expect(code).toBe(1);
    expect(printed.replaceAll(/\d+\.\d s/g, '0.0 s')).toMatch(
      /failed {2}lane 0 \(0\.0 s\)\nskipped lane 1 \(0\.0 s\): there is no tool for it\npassed {2}lane 2 \(0\.0 s\)\n1 passed, 1 failed, 1 skipped\n$/,
    );
  });

  test.each<{ rule: string; ask: (child: ChildProcess) => unknown; code: number }>([
    { rule: 'is asked to', ask: (child) => child.kill('SIGTERM'), code: 143 },
    { rule: 'is interrupted', ask: (child) => child.kill('SIGINT'), code: 130 },
    { rule: 'loses its terminal', ask: (child) => child.kill('SIGHUP'), code: 129 },
    { rule: 'is not read any more', ask: (child) => child.stdout?.destroy(), code: 1 },
  ])('end with all that they have started when their process $rule', async ({ ask, code }) => {
    const child = run(endless, 'echo the second has begun');
    const done = ended(child);
    const left = await new Promise<number>((resolve) => {
      let printed = '';
      child.stdout?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const pid = /left alone: (\d+)/.exec(printed)?.[1];
        if (pid !== undefined) resolve(Number(pid));
      });
    });
    expect(runs(left)).toBe(true);
    ask(child);
    const { code: actual, printed } = await done;
    expect({ code: actual, runs: runs(left) }).toEqual({ code, runs: false });
    expect(printed).not.toContain('the second has begun');
  });
});
