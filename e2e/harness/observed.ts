import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

import { parseAllDocuments } from 'yaml';

import { sharedFolder } from './shared.ts';

/** What a quick start is made of, and what its end state is compared in. */
export const kinds = [
  'Cluster',
  'KubeadmControlPlane',
  'MachineDeployment',
  'MachineSet',
  'Machine',
  'KubeadmConfig',
  'KubeadmConfigTemplate',
  'DevCluster',
  'DevMachine',
  'DevMachineTemplate',
  'Secret',
];

/** What upstream's own run of the plain quick start left behind at one step. */
export interface ObservedStep {
  readonly objects: readonly Json[];
  /** Kind, type, reason and component of every event so far. */
  readonly events: readonly (readonly string[])[];
}

export type Json = Readonly<Record<string, unknown>>;

const folder = join(sharedFolder, 'fixtures/observed-v1.14/quick-start-plain');

/** Why the comparison cannot be made; undefined when it can. */
export const whyNotObserved = (): string | undefined =>
  existsSync(folder) ? undefined : `no ${folder}; set CAPI_SHARED to the folder that holds fixtures/`;

export const observedInput = (): string => readFileSync(join(folder, '0-applied.yaml'), 'utf8');

export function readObserved(file: string): ObservedStep {
  const text = readFileSync(join(folder, file), 'utf8');
  const events = /^# Events \([^)]*\): (.*)$/m.exec(text)?.[1] ?? '[]';
  return {
    objects: parseAllDocuments(text).flatMap((document) => (document.toJS() === null ? [] : [document.toJS() as Json])),
    events: JSON.parse(events) as string[][],
  };
}

/**
 * Deliberate differences, each with its reason in docs/compatibility.md: what a simulated Node says of itself is left empty upstream.
 */
const differs: Readonly<Record<string, (value: unknown) => unknown>> = {
  nodeInfo: (info) => ({ kubeletVersion: (info as Json)['kubeletVersion'] }),
};

/** Metadata that a server or a particular run puts there: what is left says what the controllers made of the object. */
const ofTheRun = new Set([
  'uid',
  'resourceVersion',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'managedFields',
  'x-field-managers',
  'generation',
]);

/**
 * An object with everything replaced that differs from run to run: names drawn at random, times, keys, tokens, hashes, ports.
 * Observed generations become whether they are the current one.
 */
export function normalize(object: Json): Json {
  const { generation } = object['metadata'] as { generation?: number };
  const visit = (value: unknown, key: string, parent: string): unknown => {
    if (Array.isArray(value)) return key === 'caCertHashes' ? ['<hash>'] : value.map((item) => visit(item, '', key));
    if (typeof value === 'object' && value !== null) {
      return Object.fromEntries(
        Object.entries(value)
          .filter(([name, inner]) => !(key === 'metadata' && parent === '' && ofTheRun.has(name)) && !isEmpty(name, inner))
          .map(([name, inner]) => [name, visit(differs[name]?.(inner) ?? inner, name, key)]),
      );
    }
    if (key === 'observedGeneration') return value === generation ? '<current>' : value;
    if (parent === 'data') return '<bytes>';
    if (key === 'port') return '<port>';
    if (key === 'token') return '<token>';
    return typeof value === 'string' ? withoutChance(value, key) : value;
  };
  return visit(object, '', '') as Json;
}

const isEmpty = (name: string, value: unknown): boolean =>
  name === 'kubectl.kubernetes.io/last-applied-configuration' ||
  name === 'message' ||
  ((name === 'annotations' || name === 'labels') &&
    typeof value === 'object' &&
    value !== null &&
    Object.keys(value).filter((key) => !key.startsWith('kubectl.')).length === 0);

function withoutChance(text: string, key: string): string {
  if (key === 'uid') return '<uid>';
  if (/^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(text) || text === '<time>') return '<time>';
  return text
    .replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:<port>')
    .replaceAll(/\b\d+-[a-z0-9]{5}\b(?=$|,)/g, '<template-hash>')
    .replaceAll(/\bdemo-(?!proxy\b)[a-z0-9]{5}-[a-z0-9]{5}\b/g, 'demo-<set>-<machine>')
    .replaceAll(/\bdemo-(?!proxy\b)[a-z0-9]{5}\b/g, 'demo-<random>');
}

/** Objects of one kind in an order that does not depend on names drawn at random. */
export const ofKind = (objects: readonly Json[], kind: string): readonly Json[] =>
  objects
    .filter((object) => object['kind'] === kind)
    .map(normalize)
    .toSorted((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
