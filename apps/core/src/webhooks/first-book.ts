import { required, writesFirstVersion, type Admission, type Finding, type WithoutEffect } from '@capi/admission';
import { annotations, draftOf, keptAside, labels, type Machine, type MachineDeployment, type MachineSet } from '@capi/api';

/** Fields of v1alpha2 that have no effect, in every kind that makes Machines from a template. */
const template: WithoutEffect = {
  'spec.template.metadata.name': 'Machines are named after the object that makes them',
  'spec.template.metadata.generateName':
    'Machines are named after the object that makes them; spec.machineNaming of v1beta2 can change that',
  'spec.template.metadata.namespace': 'Machines are made in the namespace of the object that makes them',
  'spec.template.metadata.ownerReferences': 'Machines are owned by the object that makes them',
  'spec.template.spec.metadata': 'labels and annotations of Machines are those in spec.template.metadata',
};

/** What each kind of v1alpha2 can say and nobody listens to. */
export const withoutEffect = {
  machine: { 'spec.metadata': 'labels and annotations belong into metadata' },
  machineSet: template,
  machineDeployment: {
    ...template,
    'spec.revisionHistoryLimit': 'old MachineSets are removed once they are empty',
    'spec.progressDeadlineSeconds': 'a rollout takes the time it takes; the conditions of the MachineDeployment say what it waits for',
  },
} satisfies Record<string, WithoutEffect>;

const mostAnnotationBytes = 256 * 1024;

/**
 * What v1alpha2 allowed and today's version cannot hold: an object that belongs to no Cluster, and bootstrap data that do not fit into
 * an annotation. Objects that are like that already may be changed, else nobody could remove their finalizers.
 */
export function validateFirstBook(
  admission: Admission<Machine> | Admission<MachineSet> | Admission<MachineDeployment>,
): readonly Finding[] {
  if (!writesFirstVersion(admission)) return [];
  const belongs = ({ spec }: { readonly spec?: { readonly clusterName?: string | undefined } | undefined }) =>
    (spec?.clusterName ?? '') !== '';
  const isLost = !belongs(draftOf(admission.object)) && (admission.before === undefined || belongs(draftOf(admission.before)));
  return [
    ...(isLost ? [required(`metadata.labels[${labels.clusterName}]`, 'must name the Cluster that this belongs to')] : []),
    ...validateInlineData(admission.object),
  ];
}

function validateInlineData(object: Admission<Machine | MachineSet | MachineDeployment>['object']): readonly Finding[] {
  const { spec } = draftOf(object) as ReturnType<typeof draftOf<Admission<MachineSet>['object']>>;
  const isTemplate = spec?.template !== undefined;
  const path = isTemplate ? 'spec.template.spec.bootstrap.data' : 'spec.bootstrap.data';
  const holders = [object.metadata.annotations, ...(isTemplate ? [spec.template?.metadata?.annotations] : [])];
  const holdsData = holders.some((held) => held?.[annotations.inlineBootstrapData] !== undefined) || keptAside(object).has(path);
  if (!holdsData || holders.every((held) => bytesOf(held) <= mostAnnotationBytes)) return [];
  // The data are secret, so the finding does not show them.
  const hint = 'put the data into a Secret with the key "value" and name it in bootstrap.dataSecretName of v1beta2';
  return [
    { kind: 'TooLong', path, message: `is too long: with all annotations it may be no more than ${mostAnnotationBytes} bytes; ${hint}` },
  ];
}

const bytesOf = (held: Readonly<Record<string, string>> = {}): number =>
  Object.entries(held)
    .flat()
    .reduce((sum, text) => sum + Buffer.byteLength(text), 0);
