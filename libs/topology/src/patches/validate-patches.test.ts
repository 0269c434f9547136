import { aClass, gates, said } from '../testing.ts';
import { validatePatches } from './validate-patches.ts';

const cluster = {
  apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2',
  kind: 'DevClusterTemplate',
  matchResources: { infrastructureCluster: true },
};
const change = { op: 'add', path: '/spec/a', value: 1 };
const patch = (more: object = {}) => ({ name: 'p', definitions: [{ selector: cluster, jsonPatches: [change] }], ...more });
const classOf = (...patches: readonly object[]) => aClass({ patches, variables: [{ name: 'region' }, { name: 'zones' }] });
const runtimeOff = gates('RuntimeSDK');
const path = 'spec.patches[0]';

describe('a patch of a class', () => {
  test.each<{ rule: string; patches: readonly object[]; off?: boolean; says: readonly string[] }>([
    { rule: 'may be valid', patches: [patch()], says: [] },
    { rule: 'has a name', patches: [patch({ name: '' })], says: [`Required ${path}.name`] },
    { rule: 'has another name than inline', patches: [patch({ name: 'inline' })], says: [`Required ${path}.name`] },
    { rule: 'has a name of its own', patches: [patch(), patch()], says: ['Invalid spec.patches[1].name'] },
    { rule: 'does something', patches: [{ name: 'p' }], says: [`Required ${path}`] },
    { rule: 'may do nothing, if it says so', patches: [{ name: 'p', definitions: [] }], says: [] },
    {
      rule: 'is written here or elsewhere',
      patches: [patch({ external: { generatePatchesExtension: 'a.b' } })],
      says: [`Invalid ${path}`],
    },
    { rule: 'may only validate', patches: [{ name: 'p', external: { validateTopologyExtension: 'a.b' } }], says: [] },
    {
      rule: 'generates or validates',
      patches: [{ name: 'p', external: { discoverVariablesExtension: 'a.b' } }],
      says: [`Invalid ${path}.external`],
    },
    {
      rule: 'is written here while there are no extensions',
      patches: [{ name: 'p', external: { generatePatchesExtension: 'a.b' } }],
      off: true,
      says: [`Forbidden ${path}.external`],
    },
    { rule: 'is switched on by a template', patches: [patch({ enabledIf: '{{ eq .region "eu" }}' })], says: [] },
    {
      rule: 'is switched on by a template that is one',
      patches: [patch({ enabledIf: '{{ .region' })],
      says: [`Invalid ${path}.enabledIf`],
    },
    {
      rule: 'calls only functions that there are',
      patches: [patch({ enabledIf: '{{ env "HOME" }}' })],
      says: [`Invalid ${path}.enabledIf`],
    },
  ])('$rule', ({ patches, off, says }) =>
    expect(said(validatePatches(classOf(...patches), off === true ? runtimeOff : gates()))).toEqual(says),
  );
});

describe('the selector of a patch', () => {
  const at = `${path}.definitions[0].selector`;
  const machines = { apiVersion: 'infrastructure.cluster.x-k8s.io/v1beta2', kind: 'DevMachineTemplate' };
  const names = (...list: readonly string[]) => ({ ...machines, matchResources: { machineDeploymentClass: { names: list } } });
  const matched = `${at}.matchResources`;
  test.each<{ rule: string; selector: object; says: readonly string[] }>([
    { rule: 'selects something', selector: { ...machines, matchResources: { infrastructureCluster: false } }, says: [`Invalid ${at}`] },
    { rule: 'selects something by names that are given', selector: names(), says: [`Invalid ${at}`] },
    {
      rule: 'finds the infrastructure of the class',
      selector: { ...cluster, kind: 'X' },
      says: [`Invalid ${matched}.infrastructureCluster`],
    },
    {
      rule: 'asks for the very version',
      selector: { ...cluster, apiVersion: 'infrastructure.cluster.x-k8s.io/v1' },
      says: [`Invalid ${matched}.infrastructureCluster`],
    },
    { rule: 'finds Machines of the control plane', selector: { ...machines, matchResources: { controlPlane: true } }, says: [] },
    {
      rule: 'finds the control plane',
      selector: { ...cluster, matchResources: { controlPlane: true } },
      says: [`Invalid ${matched}.controlPlane`],
    },
    { rule: 'finds classes by name', selector: names('worker'), says: [] },
    { rule: 'finds classes by beginning, end, or all', selector: names('wor*', '*ker', '*'), says: [] },
    {
      rule: 'speaks of the first name only',
      selector: names('worker', 'x', 'y'),
      says: [`Invalid ${matched}.machineDeploymentClass.names[1]`],
    },
    { rule: 'has no asterisk in the middle', selector: names('w*r'), says: [`Invalid ${matched}.machineDeploymentClass.names[0]`] },
    { rule: 'has one asterisk', selector: names('**'), says: [`Invalid ${matched}.machineDeploymentClass.names[0]`] },
    { rule: 'has names that are names', selector: names('a b'), says: [`Invalid ${matched}.machineDeploymentClass.names[0]`] },
    {
      rule: 'finds bootstrap templates of pools',
      selector: {
        apiVersion: 'bootstrap.cluster.x-k8s.io/v1beta2',
        kind: 'KubeadmConfigTemplate',
        matchResources: { machinePoolClass: { names: ['pool'] } },
      },
      says: [],
    },
  ])('$rule', ({ selector, says }) =>
    expect(said(validatePatches(classOf(patch({ definitions: [{ selector, jsonPatches: [] }] })), gates()))).toEqual(says),
  );
});

describe('a change by a patch', () => {
  const at = `${path}.definitions[0].jsonPatches[0]`;
  const from = (valueFrom: object) => ({ op: 'add', path: '/spec/a', valueFrom });
  test.each<{ rule: string; change: object; says: readonly string[] }>([
    { rule: 'adds, replaces or removes', change: { ...change, op: 'copy' }, says: [`NotSupported ${at}.op`] },
    { rule: 'stays within spec', change: { ...change, path: '/metadata/labels' }, says: [`Invalid ${at}.path`] },
    { rule: 'may add at the beginning and the end of a list', change: { ...change, path: '/spec/a/0/b/-' }, says: [] },
    { rule: 'adds nowhere in between', change: { ...change, path: '/spec/a/1' }, says: [`Invalid ${at}.path`] },
    { rule: 'replaces no item', change: { ...change, op: 'replace', path: '/spec/a/0' }, says: [`Invalid ${at}.path`] },
    { rule: 'removes no item', change: { op: 'remove', path: '/spec/a/+1' }, says: [`Invalid ${at}.path`] },
    { rule: 'may name a field by more digits than an index has', change: { op: 'remove', path: '/spec/99999999999999999999' }, says: [] },
    { rule: 'has a value', change: { op: 'add', path: '/spec/a' }, says: [`Invalid ${at}`] },
    { rule: 'has one value', change: { ...change, valueFrom: { variable: 'region' } }, says: [`Invalid ${at}`] },
    { rule: 'needs none to remove', change: { op: 'remove', path: '/spec/a', valueFrom: {} }, says: [] },
    { rule: 'may have a value that is false', change: { ...change, value: false }, says: [] },
    { rule: 'takes its value from somewhere', change: from({}), says: [`Invalid ${at}.valueFrom`] },
    { rule: 'takes its value from one place', change: from({ variable: 'region', template: 'a' }), says: [`Invalid ${at}.valueFrom`] },
    { rule: 'may look into a variable', change: from({ variable: 'zones[0].name' }), says: [] },
    { rule: 'looks into a variable that there is', change: from({ variable: 'zone' }), says: [`Invalid ${at}.valueFrom.variable`] },
    { rule: 'reads names as upstream does', change: from({ variable: '.region' }), says: [] },
    { rule: 'may take what is built in', change: from({ variable: 'builtin.machinePool.infrastructureRef.name' }), says: [] },
    {
      rule: 'takes nothing built in that there is not',
      change: from({ variable: 'builtin.cluster.colour' }),
      says: [`Invalid ${at}.valueFrom.variable`],
    },
    {
      rule: 'does not look into lists that are built in',
      change: from({ variable: 'builtin.cluster.network.pods[0]' }),
      says: [`Invalid ${at}.valueFrom.variable`],
    },
    { rule: 'does not take all that is built in', change: from({ variable: 'builtin' }), says: [`Invalid ${at}.valueFrom.variable`] },
    { rule: 'may be a template', change: from({ template: '{{ .region | upper }}' }), says: [] },
    { rule: 'is a template that can be read', change: from({ template: '{{ end }}' }), says: [`Invalid ${at}.valueFrom.template`] },
  ])('$rule', ({ change: each, says }) =>
    expect(said(validatePatches(classOf(patch({ definitions: [{ selector: cluster, jsonPatches: [each] }] })), gates()))).toEqual(says),
  );
});
