import type { Cluster, ClusterClass } from '@capi/api';
import type { DeepReadonly } from '@capi/seams';

import type { CorePorts } from '../ports.ts';
import { aWrite, found, gatesOff } from '../testing.ts';
import { validateClusterClass } from './validate.ts';

const signal = new AbortController().signal;
const template = (kind: string) => ({ templateRef: { apiVersion: 'x.io/v1', kind, name: 't' } });
const spec = { infrastructure: template('ATemplate'), controlPlane: template('BTemplate') };
const users = (...names: readonly string[]): Pick<CorePorts, 'listClustersOf'> => ({
  listClustersOf: ({ namespace, name }) => {
    if (`${namespace ?? ''}/${name}` !== 'team/a') throw new Error('asks for another class');
    const clusters = names.map((each) => ({ metadata: { namespace: 'team', name: each }, spec: { topology: { version: 'v1.34.0' } } }));
    return Promise.resolve(clusters as unknown as readonly DeepReadonly<Cluster>[]);
  },
});
const validate = (object: object, more: object, ports = users()) =>
  validateClusterClass(aWrite<ClusterClass>(object, more), ports as CorePorts, signal);

describe('a ClusterClass', () => {
  test('cannot be written while topologies are switched off', async () => {
    expect((await validate({ spec: {} }, gatesOff)).denial?.status).toBe(403);
  });

  test('may lack everything before its schema is checked', async () => {
    expect((await validate({}, {})).findings).toHaveLength(6);
  });

  test('is judged by itself when it is new, whoever uses it', async () => {
    const failing: Pick<CorePorts, 'listClustersOf'> = { listClustersOf: () => Promise.reject(new Error('nobody asks')) };
    expect(found(await validate({ spec }, {}, failing))).toEqual([]);
  });

  test('stays compatible, and keeps what its Clusters need', async () => {
    const now = { ...spec, infrastructure: template('CTemplate'), kubernetesVersions: ['v1.35.0'] };
    expect(found(await validate({ spec: now }, { before: { spec } }, users('demo')))).toEqual([
      'Forbidden spec.infrastructure.templateRef.kind',
      'Forbidden spec.kubernetesVersions',
    ]);
  });

  test('is not deleted while a Cluster is made from it, of which it names three', async () => {
    const { denial, findings } = await validate({ spec }, { operation: 'DELETE' }, users('d', 'a', 'c', 'b'));
    expect(findings).toEqual([]);
    expect(denial).toEqual({
      status: 403,
      message: 'ClusterClass cannot be deleted because it is used by 4 Clusters: team/a, team/b, team/c and 1 more',
    });
  });

  test('is deleted when none is, even while topologies are switched off', async () => {
    expect(await validate({}, { operation: 'DELETE', ...gatesOff })).toEqual({ findings: [] });
  });
});
