import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';

import { parse } from 'yaml';

import { whyNoKubectl } from '../harness/kubectl.ts';
import { apps, repository, startSandbox, type RunningSandbox } from '../harness/sandbox.ts';
import { sharedFolder } from '../harness/shared.ts';
import { describeStory } from '../harness/story.ts';

const checker = join(sharedFolder, 'conformance/webhook-parity');
const whyNoChecker = (): string | undefined =>
  whyNoKubectl() ?? (existsSync(checker) ? undefined : `no ${checker}; set CAPI_SHARED to the folder that holds conformance/`);

/** Differences that are meant. */
interface Deliberate {
  /** Cases with another outcome (allowed, or the object), by reason. */
  readonly outcomes: Readonly<Record<string, readonly string[]>>;
  /** The same rejection at another field: how upstream's path begins or ends, and ours. */
  readonly paths: readonly { readonly kind: string; readonly upstream: string; readonly ours: string }[];
  /** Paths that are left as they were written. */
  readonly serialised: readonly { readonly path: string }[];
}
const deliberate = parse(readFileSync(join(repository, 'e2e/conformance/deliberate.yaml'), 'utf8')) as Deliberate;
const outcomes = new Set(Object.values(deliberate.outcomes).flat());

interface CheckedCase {
  readonly id: string;
  readonly differences: readonly unknown[];
  readonly fields: readonly Difference[];
}
interface Difference {
  readonly path: string;
  readonly expected?: unknown;
  readonly got?: unknown;
}
interface Checked {
  readonly cases: number;
  readonly kinds: readonly { readonly kind: string; readonly differing: readonly CheckedCase[] }[];
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

/** Cases whose outcome is another and not listed. */
const otherOutcomes = ({ kinds }: Checked): string[] =>
  kinds.flatMap(({ differing }) =>
    differing.filter(({ id, differences }) => differences.length > 0 && !outcomes.has(id)).map(({ id }) => id),
  );

/** Cases that are told at other fields than those listed. */
const otherFields = ({ kinds }: Checked): string[] =>
  kinds.flatMap(({ kind, differing }) =>
    differing
      .filter(({ id, fields }) => !outcomes.has(id) && !fields.every((difference) => isMeant(kind, difference)))
      .map(({ id, fields }) => `${id} ${JSON.stringify(fields)}`),
  );

/** Whether a difference is what the lists say. `fields` and `causes` are lists of paths, the latter with a reason behind each. */
function isMeant(kind: string, { path, expected, got }: Difference): boolean {
  if (path !== 'fields' && path !== 'causes') return deliberate.serialised.some((each) => new RegExp(each.path).test(path));
  const corrected = (expected as readonly string[]).map((text) =>
    deliberate.paths
      .filter((each) => each.kind === kind)
      .reduce((now, { upstream, ours }) => (now.includes(ours) ? now : now.replace(upstream, ours)), text),
  );
  return isDeepStrictEqual(new Set(corrected), new Set(got as readonly string[]));
}

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
        expect(otherOutcomes(checked)).toEqual([]);
        expect(otherFields(checked)).toEqual([]);
      } finally {
        await sandbox.stop();
      }
    });

    test('differ on purpose only where the documentation says so', () => {
      const documented = readFileSync(join(repository, 'docs/compatibility.md'), 'utf8');
      const missing = [...outcomes].filter((id) => !documented.includes(id));
      expect(missing).toEqual([]);
    });
  },
  { unless: whyNoChecker },
);
