import { labels, parseApiVersion, type ContractReference, type KubernetesObject, type ObjectKey, type Resource } from '@capi/api';
import type { Cache } from '@capi/controller-runtime';
import type { DeepReadonly } from '@capi/seams';

/** Name of the index by what an object refers to. */
export const byReference = 'reference';

/** Value of {@link byReference}: kind, group and name of the object that is referred to. */
export const referenceValue = ({ apiGroup, kind, name }: DeepReadonly<ContractReference>): string => `${kind}.${apiGroup}/${name}`;

/** Keys of the objects of `resource` that refer to an external object: found before the object has an owner, and after it is gone. */
export const referrers =
  <T extends KubernetesObject>(resource: Resource<T>) =>
  (object: DeepReadonly<KubernetesObject>, cache: Cache): readonly ObjectKey[] => {
    const { name, namespace } = object.metadata;
    const value = referenceValue({ apiGroup: parseApiVersion(object.apiVersion).group, kind: object.kind, name });
    return cache
      .list(resource, { ...(namespace === undefined ? {} : { namespace }), index: { name: byReference, value } })
      .map((referrer) => keyOfObject(referrer));
  };

/** Keys of the objects of `resource` that carry the name of the Cluster that `object` belongs to. */
export const sameCluster =
  <T extends KubernetesObject>(resource: Resource<T>) =>
  (object: DeepReadonly<KubernetesObject>, cache: Cache): readonly ObjectKey[] =>
    ofCluster(resource, { ...object.metadata, name: object.metadata.labels?.[labels.clusterName] ?? '' }, cache);

/** Keys of the objects of `resource` that carry the name of a Cluster. */
export const ofCluster = <T extends KubernetesObject>(resource: Resource<T>, cluster: ObjectKey, cache: Cache): readonly ObjectKey[] =>
  cluster.name === ''
    ? []
    : cache
        .list(resource, {
          ...(cluster.namespace === undefined ? {} : { namespace: cluster.namespace }),
          labels: { [labels.clusterName]: cluster.name },
        })
        .map((object) => keyOfObject(object));

const keyOfObject = ({
  metadata: { name, namespace },
}: {
  readonly metadata: { readonly name: string; readonly namespace?: string };
}): ObjectKey => (namespace === undefined ? { name } : { namespace, name });
