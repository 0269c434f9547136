import {
  findings,
  forbidden,
  invalid,
  isDefined,
  labelValueProblems,
  validateName,
  type Admission,
  type Finding,
  type Ruling,
} from '@capi/admission';
import { draftOf, type Cluster, type Draft } from '@capi/api';

import { isCidr } from '../addresses.ts';

type Drafted = Draft<Admission<Cluster>['object']>;

/** What a Cluster may be, whether or not a ClusterClass is behind it; what its topology may be is ruled apart. */
export function validateCluster({ operation, object, before }: Admission<Cluster>): Ruling {
  if (operation === 'DELETE') return findings();
  const cluster = draftOf(object);
  return findings(
    // It becomes the value of a label on everything that belongs to the Cluster.
    validateName('metadata.name', cluster.metadata?.name ?? '', labelValueProblems),
    before === undefined ? [] : validateStillThere(cluster, draftOf(before)),
    validateProviders(cluster),
    validateNetwork(cluster),
  );
}

/** References may be changed, but whoever looks after them must not be left with nothing. */
const validateStillThere = ({ spec: now }: Drafted, { spec: before }: Drafted): readonly Finding[] => [
  ...(isDefined(before?.infrastructureRef) && !isDefined(now?.infrastructureRef)
    ? [forbidden('spec.infrastructureRef', 'cannot be removed')]
    : []),
  ...(isDefined(before?.controlPlaneRef) && !isDefined(now?.controlPlaneRef)
    ? [forbidden('spec.controlPlaneRef', 'cannot be removed')]
    : []),
  ...(hasTopology(before) && !hasTopology(now) ? [forbidden('spec.topology', 'cannot be removed from an existing Cluster')] : []),
];

const hasTopology = (spec: Drafted['spec']): boolean => isDefined(spec?.topology);

const validateProviders = ({ spec }: Drafted): readonly Finding[] =>
  isDefined(spec?.controlPlaneRef) || isDefined(spec?.infrastructureRef) || hasTopology(spec)
    ? []
    : [forbidden('spec', 'set infrastructureRef, controlPlaneRef or topology, or nobody would make the Cluster')];

const validateNetwork = ({ spec }: Drafted): readonly Finding[] =>
  (['pods', 'services'] as const).flatMap((network) =>
    (spec?.clusterNetwork?.[network]?.cidrBlocks ?? []).flatMap((range, index) =>
      isCidr(range) ? [] : [invalid(`spec.clusterNetwork.${network}.cidrBlocks[${index}]`, range, 'must be a CIDR, as in 10.128.0.0/12')],
    ),
  );
