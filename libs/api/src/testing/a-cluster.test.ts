import { kinds } from '../kinds.ts';
import { validatorOf } from '../products/validator-of.ts';
import { aCluster } from './a-cluster.ts';

describe('cluster builder', () => {
  const everything = aCluster('demo').inNamespace('team-a').withControlPlane(3).withWorkers(2).paused();

  test('makes objects that their schemas accept', () => {
    const problems = everything.objects().flatMap((object) => {
      const kind = kinds.find((one) => one.kind === object.kind);
      return kind === undefined ? [{ path: '', why: `${object.kind} is unknown` }] : validatorOf(kind, kind.version)(object);
    });
    expect(problems).toEqual([]);
  });

  test('makes a cluster, its infrastructure, a control plane and workers, and nothing that was not asked for', () => {
    expect(everything.objects().map(({ kind }) => kind)).toEqual([
      'Cluster',
      'DevCluster',
      'DevMachineTemplate',
      'KubeadmControlPlane',
      'DevMachineTemplate',
      'KubeadmConfigTemplate',
      'MachineDeployment',
    ]);
    expect(aCluster('demo').objects()).toHaveLength(2);
  });

  test('does not change the builder it is called on', () => {
    const plain = aCluster('demo');
    plain.paused();
    expect(plain.cluster().spec.paused).toBeUndefined();
    expect(everything.cluster().spec.paused).toBe(true);
  });
});
