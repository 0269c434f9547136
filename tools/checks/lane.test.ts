import { spawn, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const lanes = fileURLToPath(new URL('lane.ts', import.meta.url));
/** A lane that leaves a process to itself, names it, and goes on saying something. */
const endless = 'sleep 600 & echo left alone: $!; while sleep 0.1; do echo and on; done';

/** Runs lanes as npm does: below a shell, which keeps signals to itself. */
function run(...commands: readonly string[]): ChildProcess {
  const list = commands.map((command, index) => ({ name: `lane ${index}`, command: ['sh', '-c', command] }));
  const script = `import { runLanes } from '${lanes}'; console.log('lanes of', process.pid); await runLanes(${JSON.stringify(list)}, '/');`;
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', script];
  return spawn('sh', ['-c', '"$@"; exit $?', 'sh', ...node], {
    env: { ...process.env, npm_lifecycle_event: 'checks' },
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

  test.each<{ rule: string; ask: (pid: number, npm: ChildProcess) => unknown; code: number | null }>([
    { rule: 'is asked to', ask: (pid) => process.kill(pid, 'SIGTERM'), code: 143 },
    { rule: 'is interrupted', ask: (pid) => process.kill(pid, 'SIGINT'), code: 130 },
    { rule: 'loses its terminal', ask: (pid) => process.kill(pid, 'SIGHUP'), code: 129 },
    { rule: 'is not read any more', ask: (_pid, npm) => npm.stdout?.destroy(), code: 1 },
    { rule: 'loses the npm that started it', ask: (_pid, npm) => npm.kill('SIGTERM'), code: null },
  ])('end with all that they have started when their process $rule', async ({ ask, code }) => {
    const npm = run(endless, 'echo the second has begun');
    const done = ended(npm);
    const [pid, left] = await new Promise<readonly number[]>((resolve) => {
      let printed = '';
      npm.stdout?.on('data', (chunk: Buffer) => {
        printed += chunk.toString();
        const pids = /lanes of (\d+)[^]*left alone: (\d+)\n/.exec(printed);
        if (pids !== null) resolve(pids.slice(1).map(Number));
      });
    });
    expect(runs(left ?? 0)).toBe(true);
    ask(pid ?? 0, npm);
    // Over when nobody is left who could print: neither npm nor the lanes.
    const { code: actual, printed } = await done;
    expect({ code: actual, runs: runs(left ?? 0) }).toEqual({ code, runs: false });
    expect(printed).not.toContain('the second has begun');
  });
});
