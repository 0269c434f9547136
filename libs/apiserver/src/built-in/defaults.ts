import { isObject, type JsonObject } from '../schema/json.ts';

type Change = (value: JsonObject) => JsonObject;

/** Fields that are filled in when absent; objects among them are made, not merged. */
const filledWith =
  (defaults: JsonObject): Change =>
  (value) =>
    Object.keys(defaults).every((key) => value[key] !== undefined) ? value : { ...structuredClone(defaults), ...value };

/** Changes the object, or every item of the list, in a field; does nothing when the field is absent. */
const within =
  (field: string, change: Change): Change =>
  (value) => {
    const child = value[field];
    if (Array.isArray(child)) return { ...value, [field]: child.map((item: unknown) => (isObject(item) ? change(item) : item)) };
    return isObject(child) ? { ...value, [field]: change(child) } : value;
  };

const all =
  (...changes: readonly Change[]): Change =>
  (value) =>
    changes.reduce((changed, change) => change(changed), value);

/** An image without a tag, or with the tag latest, is pulled every time. */
const pullPolicy: Change = (container) => {
  if (container['imagePullPolicy'] !== undefined || typeof container['image'] !== 'string') return container;
  const tag = /:([^/:@]+)(@|$)/.exec(container['image'])?.[1] ?? (container['image'].includes('@') ? 'digest' : 'latest');
  return { ...container, imagePullPolicy: tag === 'latest' ? 'Always' : 'IfNotPresent' };
};

const probe = filledWith({ timeoutSeconds: 1, periodSeconds: 10, successThreshold: 1, failureThreshold: 3 });
const container = all(
  filledWith({ resources: {}, terminationMessagePath: '/dev/termination-log', terminationMessagePolicy: 'File' }),
  pullPolicy,
  within('livenessProbe', all(probe, within('httpGet', filledWith({ path: '/', scheme: 'HTTP' })))),
  within('readinessProbe', all(probe, within('httpGet', filledWith({ path: '/', scheme: 'HTTP' })))),
  within('startupProbe', all(probe, within('httpGet', filledWith({ path: '/', scheme: 'HTTP' })))),
  within('env', within('valueFrom', within('fieldRef', filledWith({ apiVersion: 'v1' })))),
);
const volume = all(
  within('secret', filledWith({ defaultMode: 420 })),
  within('configMap', filledWith({ defaultMode: 420 })),
  within('projected', filledWith({ defaultMode: 420 })),
  within('downwardAPI', filledWith({ defaultMode: 420 })),
  within('hostPath', filledWith({ type: '' })),
);
const podSpec = all(
  filledWith({
    restartPolicy: 'Always',
    terminationGracePeriodSeconds: 30,
    dnsPolicy: 'ClusterFirst',
    securityContext: {},
    schedulerName: 'default-scheduler',
  }),
  within('containers', container),
  within('initContainers', container),
  within('volumes', volume),
);
const template = within('template', within('spec', podSpec));

const rollingUpdate = filledWith({ maxUnavailable: '25%', maxSurge: '25%' });
const deploymentStrategy: Change = (strategy) =>
  strategy['type'] === 'RollingUpdate' ? within('rollingUpdate', rollingUpdate)(filledWith({ rollingUpdate: {} })(strategy)) : strategy;
const daemonSetStrategy: Change = (strategy) =>
  strategy['type'] === 'RollingUpdate'
    ? within('rollingUpdate', filledWith({ maxUnavailable: 1, maxSurge: 0 }))(filledWith({ rollingUpdate: {} })(strategy))
    : strategy;

const servicePort: Change = (port) => filledWith({ protocol: 'TCP', targetPort: port['port'] })(port);
const rbacGroup = 'rbac.authorization.k8s.io';
const subject: Change = (who) =>
  who['apiGroup'] === undefined && (who['kind'] === 'User' || who['kind'] === 'Group') ? { ...who, apiGroup: rbacGroup } : who;
const binding = all(within('roleRef', filledWith({ apiGroup: rbacGroup })), within('subjects', subject));

/** By `plural.group`: what Kubernetes fills in, as far as clients look at it. */
const defaults: Readonly<Record<string, Change>> = {
  pods: within('spec', all(filledWith({ enableServiceLinks: true }), podSpec)),
  services: within(
    'spec',
    all(filledWith({ type: 'ClusterIP', sessionAffinity: 'None', internalTrafficPolicy: 'Cluster' }), within('ports', servicePort)),
  ),
  'deployments.apps': within(
    'spec',
    all(
      filledWith({ replicas: 1, revisionHistoryLimit: 10, progressDeadlineSeconds: 600, strategy: {} }),
      within('strategy', all(filledWith({ type: 'RollingUpdate' }), deploymentStrategy)),
      template,
    ),
  ),
  'replicasets.apps': within('spec', all(filledWith({ replicas: 1 }), template)),
  'statefulsets.apps': within(
    'spec',
    all(
      filledWith({ replicas: 1, revisionHistoryLimit: 10, podManagementPolicy: 'OrderedReady', updateStrategy: {} }),
      within('updateStrategy', filledWith({ type: 'RollingUpdate' })),
      template,
    ),
  ),
  'daemonsets.apps': within(
    'spec',
    all(
      filledWith({ revisionHistoryLimit: 10, updateStrategy: {} }),
      within('updateStrategy', all(filledWith({ type: 'RollingUpdate' }), daemonSetStrategy)),
      template,
    ),
  ),
  'jobs.batch': within('spec', all(filledWith({ backoffLimit: 6, completionMode: 'NonIndexed', suspend: false }), template)),
  'rolebindings.rbac.authorization.k8s.io': binding,
  'clusterrolebindings.rbac.authorization.k8s.io': binding,
};

/**
 * Fills in what Kubernetes would, for kinds whose clients rely on it. Schemas of built-in kinds carry hardly any defaults.
 * @param resourceName `plural.group`
 * @returns the object itself when there is nothing to fill in
 */
export const defaultBuiltIn = (resourceName: string, object: JsonObject): JsonObject => defaults[resourceName]?.(object) ?? object;
