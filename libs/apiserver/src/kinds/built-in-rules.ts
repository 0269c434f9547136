import { defaultBuiltIn } from '../built-in/defaults.ts';
import { validateBuiltIn } from '../built-in/validation.ts';
import { crdRules } from '../crd/crd-rules.ts';
import { fieldAt, type SelectableField } from '../selectors/field-selector.ts';
import { checkEvent, checkRoleRef } from './checks.ts';
import type { KindRules } from './kind-rules.ts';
import { namespaceRules } from './namespace-rules.ts';
import { checkSecret, immutableChanges, normalizeSecret } from './secret-rules.ts';
import { webhookConfigurationRules } from './webhook-configuration-rules.ts';

const fields = (...paths: readonly string[]): Readonly<Record<string, SelectableField>> =>
  Object.fromEntries(paths.map((path) => [path, fieldAt(path)]));

const plain: KindRules = { hasGeneration: false, needsResourceVersion: false, selectable: {}, statusWritesMetadata: true };
const counted: KindRules = { ...plain, hasGeneration: true };
const locked: KindRules = { ...plain, needsResourceVersion: true };
const freelyNamed: KindRules = { ...plain, freeNames: true };

const podFields = fields(
  'spec.nodeName',
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.serviceAccountName',
  'spec.hostNetwork',
  'status.phase',
  'status.podIP',
  'status.nominatedNodeName',
);
const involved = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];
const eventFields: Readonly<Record<string, SelectableField>> = {
  ...fields(...involved.map((field) => `involvedObject.${field}`), 'reason', 'type', 'reportingComponent'),
  source: fieldAt('source.component'),
};

/** The same fields under their names in events.k8s.io; read where they are stored. */
const namedEventFields: Readonly<Record<string, SelectableField>> = {
  ...Object.fromEntries(involved.map((field) => [`regarding.${field}`, fieldAt(`involvedObject.${field}`)])),
  ...fields('reason', 'type'),
  reportingController: fieldAt('reportingComponent'),
};

const rules: Readonly<Record<string, KindRules>> = {
  namespaces: namespaceRules(plain),
  secrets: { ...plain, confidential: ['data', 'stringData'], selectable: fields('type'), normalize: normalizeSecret, check: checkSecret },
  pods: {
    ...counted,
    selectable: podFields,
    answersDeletionWithObject: true,
    normalize: (pod, old) => (old === undefined ? { ...pod, status: { phase: 'Pending', qosClass: 'BestEffort' } } : pod),
  },
  nodes: { ...plain, selectable: fields('spec.unschedulable'), keepsStatusAtCreation: true },
  events: { ...plain, selectable: eventFields, check: checkEvent },
  'events.events.k8s.io': { ...plain, selectable: namedEventFields },
  'leases.coordination.k8s.io': locked,
  services: { ...plain, selectable: fields('spec.clusterIP', 'spec.type') },
  configmaps: {
    ...plain,
    check: (map, old) => (old === undefined ? [] : immutableChanges(map, old, ['data', 'binaryData'])),
  },
  'customresourcedefinitions.apiextensions.k8s.io': crdRules,
  'deployments.apps': counted,
  'daemonsets.apps': counted,
  'replicasets.apps': { ...counted, selectable: fields('status.replicas') },
  'statefulsets.apps': counted,
  'jobs.batch': { ...counted, selectable: fields('status.successful') },
  'cronjobs.batch': counted,
  'poddisruptionbudgets.policy': counted,
  'priorityclasses.scheduling.k8s.io': counted,
  'mutatingwebhookconfigurations.admissionregistration.k8s.io': webhookConfigurationRules(locked, 'mutating'),
  'validatingwebhookconfigurations.admissionregistration.k8s.io': webhookConfigurationRules(locked, 'validating'),
  'roles.rbac.authorization.k8s.io': freelyNamed,
  'rolebindings.rbac.authorization.k8s.io': { ...freelyNamed, check: checkRoleRef },
  'clusterroles.rbac.authorization.k8s.io': freelyNamed,
  'clusterrolebindings.rbac.authorization.k8s.io': { ...freelyNamed, check: checkRoleRef },
};

/** The rules of a kind that this server brings along. */
export function builtInRules(resourceName: string): KindRules {
  const own = rules[resourceName] ?? plain;
  return {
    ...own,
    normalize(object, old) {
      const complete = defaultBuiltIn(resourceName, object);
      return own.normalize?.(complete, old) ?? complete;
    },
    check: (object, old) => [...validateBuiltIn(resourceName, object), ...(own.check?.(object, old) ?? [])],
  };
}
