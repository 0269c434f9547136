import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import { whyNoKubectl } from '../harness/kubectl.ts';
import { apps, repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { sharedFolder } from '../harness/shared.ts';
import { describeStory } from '../harness/story.ts';

const checker = join(sharedFolder, 'conformance/webhook-parity');
const whyNoChecker = (): string | undefined =>
  whyNoKubectl() ?? (existsSync(checker) ? undefined : `no ${checker}; set CAPI_SHARED to the folder that holds conformance/`);

/** Case ids with the reason why our answer is another, on purpose. */
interface Deliberate {
  /** Another outcome: allowed, or the object. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  /** The same outcome, but the rejection points elsewhere, or a lenient path differs. */
  readonly fields: Readonly<Record<string, readonly string[]>>;
}
const deliberate = parse(readFileSync(join(repository, 'e2e/conformance/deliberate.yaml'), 'utf8')) as Deliberate;

interface CheckedCase {
  readonly id: string;
  readonly differences: readonly unknown[];
  readonly fields: readonly unknown[];
}
interface Checked {
  readonly cases: number;
  readonly kinds: readonly { readonly differing: readonly CheckedCase[] }[];
}

/** Answers of the four webhook servers to the recorded reviews, compared by the checker that came with them. */
function check(sandbox: RunningSandbox, ...options: readonly string[]): Checked {
  const urls = ['--core', '--bootstrap', '--kcp', '--capd'].map((name, index) => `${name}=${sandbox.webhookUrl(apps[index] ?? '')}`);
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [checker, ...urls, '--json', '--strict', `--kubeconfig=${sandbox.kubeconfig}`, ...options],
    { encoding: 'utf8', maxBuffer: 1 << 28 },
  );
  if (status === 2 || stdout === '') throw new Error(`the checker could not run: ${stderr}`);
  return JSON.parse(stdout) as Checked;
}

const idsOf = (checked: Checked, part: 'differences' | 'fields'): string[] =>
  checked.kinds.flatMap(({ differing }) => differing.filter((each) => each[part].length > 0).map(({ id }) => id)).toSorted();
const listed = (lists: Readonly<Record<string, readonly string[]>>): Set<string> => new Set(Object.values(lists).flat());

describeStory(
  "upstream's recorded reviews",
  () => {
    test.each([
      { gates: 'on', flags: 'AllAlpha=true,AllBeta=true', options: [], atLeast: 18_000 },
      { gates: 'off', flags: 'AllAlpha=false,AllBeta=false', options: ['--gates=off', '--only=admission'], atLeast: 50 },
    ])('are answered alike with the feature gates $gates, but for what is listed', async ({ flags, options, atLeast }) => {
      const sandbox = await startSandbox(['--no-quick-start', `--feature-gates=${flags}`]);
      try {
        const checked = check(sandbox, ...options);
        expect(checked.cases).toBeGreaterThan(atLeast);
        const [outcomes, fields] = [listed(deliberate.outcomes), listed(deliberate.fields)];
        expect(idsOf(checked, 'differences').filter((id) => !outcomes.has(id))).toEqual([]);
        expect(idsOf(checked, 'fields').filter((id) => !fields.has(id) && !outcomes.has(id))).toEqual([]);
      } finally {
        await sandbox.stop();
      }
    });

    test('differ on purpose only where the documentation says so', () => {
      const documented = readFileSync(join(repository, 'docs/compatibility.md'), 'utf8');
      const missing = [...listed(deliberate.outcomes)].filter((id) => !documented.includes(id));
      expect(missing).toEqual([]);
    });
  },
  { unless: whyNoChecker },
);
