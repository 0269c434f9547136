import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';

import { secret, seconds, type Duration } from '@capi/seams';

import type { BootstrapPlan, BootstrapStep } from '../plan/bootstrap-plan.ts';
import { allOf, quoted } from '../plan/shell.ts';
import { followCommand } from './follow-bootstrap.ts';
import { readReport } from './journal.ts';
import type { BootstrapState } from './outcome.ts';
import { packSteps } from './pack-steps.ts';
import { startCommand } from './start-bootstrap.ts';

interface Ended {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function run([program = '', ...words]: readonly string[], input: Uint8Array = Buffer.of()): Promise<Ended> {
  const child = spawn(program, words, { stdio: 'pipe' });
  const ended = new Promise<number | null>((resolve) => {
    child.once('close', resolve);
  });
  // A program may end without reading its input.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  const [stdout, stderr, exitCode] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { exitCode, stdout, stderr };
}

const step = (title: string, ...lines: string[]): BootstrapStep => ({ title, script: allOf(lines) });
const aPlan = (...steps: BootstrapStep[]): BootstrapPlan => ({ kind: 'plan', steps: secret(steps), notes: ['ntp is not carried out: no'] });

describe('bootstrap runner', () => {
  let root = '';
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), 'capd-runner-'));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const folders = () => ({
    run: join(root, 'run'),
    kept: join(root, 'kept'),
    log: join(root, 'log', 'output.log'),
    marker: join(root, 'marker'),
  });
  const start = async (plan: BootstrapPlan, budget: Duration = seconds(60)): Promise<Ended> =>
    run(startCommand(budget, folders()), await packSteps(plan));
  const ask = async (mode: 'wait' | 'now'): Promise<BootstrapState | undefined> =>
    readReport((await run(followCommand(mode, folders()))).stdout);
  const at = (name: string): string => join(root, name);
  const append = (word: string): string => `printf %s ${word} >>${quoted(at('order'))}`;
  /** A step that goes on until the test makes a file. */
  const waits = (title: string): BootstrapStep =>
    step(title, append('w'), 'echo waiting', `until [ -e ${quoted(at('go'))} ]; do sleep 0.02; done`);
  const goOn = (): void => writeFileSync(at('go'), '');
  /** As a restart of the container does: what is in memory is gone, and all processes are. */
  const restart = (): void => rmSync(folders().run, { recursive: true });

  test('carries out one step after another and tells when each ran', async () => {
    expect(await start(aPlan(step('first', append('a')), step('second', append('b'))))).toMatchObject({ exitCode: 0, stdout: 'started\n' });
    const state = await ask('wait');
    expect(state).toMatchObject({
      kind: 'completed',
      steps: [
        { index: 1, step: 'first' },
        { index: 2, step: 'second' },
      ],
    });
    expect(readFileSync(at('order'), 'utf8')).toBe('ab');
    expect(existsSync(join(folders().run, 'steps'))).toBe(false);
  });

  test('outlives the program that started it, and starts once however often it is asked to', async () => {
    await start(aPlan(waits('kubeadm init')));
    expect(await start(aPlan(waits('kubeadm init')))).toMatchObject({ exitCode: 0, stdout: 'known\n' });
    expect(await ask('now')).toMatchObject({ kind: 'running', progress: { step: 'kubeadm init', index: 1, count: 1 } });
    const ending = ask('wait');
    goOn();
    expect(await ending).toMatchObject({ kind: 'completed' });
    expect(await start(aPlan(step('again', append('x'))))).toMatchObject({ stdout: 'known\n' });
    expect(readFileSync(at('order'), 'utf8')).toBe('w');
  });

  test('stops at a step that fails, with the last lines of what it printed', async () => {
    await start(aPlan(step('fails', 'echo out', 'echo "abcdef.0123456789abcdef is no token" >&2', 'exit 3'), step('never', append('x'))));
    expect(await ask('wait')).toMatchObject({
      kind: 'failed',
      step: 'fails',
      exitCode: 3,
      stdout: ['out'],
      stderr: ['[redacted] is no token'],
    });
    expect(existsSync(at('order'))).toBe(false);
    expect(readFileSync(folders().log, 'utf8')).toContain('== fails\nout\n');
  });

  test('ends a step when the time for all of them is over', async () => {
    await start(aPlan(step('quick', append('a')), step('slow', 'sleep 60'), step('never', append('x'))), seconds(2));
    expect(await ask('wait')).toMatchObject({ kind: 'timed-out', step: 'slow' });
    expect(readFileSync(at('order'), 'utf8')).toBe('a');
  });

  test('is found interrupted after a restart, and is not started again', async () => {
    await start(aPlan(step('first', append('a')), waits('kubeadm init'), step('third', append('x'))));
    const journal = join(folders().run, 'journal');
    await run(['sh', '-c', `until grep -q '^step 2' ${quoted(journal)}; do sleep 0.02; done`]);
    // Its processes are all that have the folder's name among their words.
    await run([
      'sh',
      '-c',
      `for pid in $(grep -lsF ${quoted(folders().run)} /proc/[0-9]*/cmdline | cut -d/ -f3); do [ "$pid" = $$ ] || kill -9 "$pid"; done`,
    ]);
    restart();
    goOn();
    expect(await ask('wait')).toMatchObject({ kind: 'interrupted', step: 'kubeadm init' });
    expect(await start(aPlan(step('again', append('x'))))).toMatchObject({ stdout: 'known\n' });
  });

  test('is remembered after a restart, with the words of the step that failed', async () => {
    await start(aPlan(step('fails', 'echo why >&2', 'exit 7')));
    await ask('wait');
    restart();
    expect(await ask('now')).toMatchObject({ kind: 'failed', step: 'fails', exitCode: 7, stderr: ['why'] });
  });

  test('has not begun when nothing was started', async () => {
    expect(await ask('wait')).toEqual({ kind: 'absent' });
    expect(await ask('now')).toEqual({ kind: 'absent' });
  });

  test('begins nothing when the steps arrive cut off, and begins when they come whole', async () => {
    const plan = aPlan(step('first', append('a')), { ...step('second', append('b')), content: Buffer.alloc(5000, 1) });
    const cut = (await packSteps(plan)).subarray(0, 6144);
    expect(await run(startCommand(seconds(60), folders()), cut)).toMatchObject({ exitCode: 1 });
    expect(await ask('wait')).toEqual({ kind: 'absent' });
    await start(plan);
    expect(await ask('wait')).toMatchObject({ kind: 'completed' });
  });

  test("takes a container of upstream's provider for bootstrapped", async () => {
    writeFileSync(folders().marker, 'started\n');
    expect(await start(aPlan(step('first', append('x'))))).toMatchObject({ stdout: 'known\n' });
    expect(await ask('wait')).toEqual({ kind: 'completed', steps: [] });
  });

  test('is not held up by what a step leaves running', async () => {
    await start(aPlan(step('leaves a daemon', `(until [ -e ${quoted(at('go'))} ]; do sleep 0.02; done) &`)));
    expect(await ask('wait')).toMatchObject({ kind: 'completed' });
    goOn();
  });

  test('says what stands in the way when nothing can be written', async () => {
    writeFileSync(at('kept'), 'a file where a folder is wanted');
    expect(await start(aPlan(step('first', append('x'))))).toMatchObject({ exitCode: 1, stderr: expect.stringContaining('kept') });
  });

  test('goes on without the journal on disk, which a step may fill', async () => {
    await start(
      aPlan(
        step('fills the disk', `rm ${quoted(join(folders().kept, 'journal'))}`, `mkdir ${quoted(join(folders().kept, 'journal'))}`),
        step('fails', 'exit 1'),
      ),
    );
    expect(await ask('wait')).toMatchObject({ kind: 'failed', step: 'fails' });
  });

  test('keeps what it was given to itself', async () => {
    mkdirSync(folders().run, { recursive: true });
    await start(aPlan(waits('first')));
    expect(statSync(join(folders().run, 'steps')).mode & 0o777).toBe(0o700);
    expect(statSync(join(folders().run, 'steps', '0001', 'run')).mode & 0o777).toBe(0o600);
    goOn();
    await ask('wait');
    expect(statSync(folders().log).mode & 0o777).toBe(0o600);
  });
});
