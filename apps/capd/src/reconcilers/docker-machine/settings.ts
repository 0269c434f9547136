import { minutes, parseDuration, type DeepReadonly, type Duration } from '@capi/seams';

import type { ExtraMounts } from '../../backends/docker/container-specs/extra-mounts.ts';
import type { InfraMachine } from '../../infra-objects.ts';

/** What the spec of a machine asks for. */
export interface MachineSettings {
  readonly customImage?: string;
  readonly preLoadImages: readonly string[];
  readonly extraMounts: ExtraMounts;
  /** For all steps of the bootstrap together. */
  readonly bootstrapTimeout: Duration;
}

interface Fields {
  readonly customImage?: string;
  readonly preLoadImages?: readonly string[];
  readonly extraMounts?: ExtraMounts;
  readonly bootstrapTimeout?: string;
}

/** A DevMachine has them under its backend, a DockerMachine at the top. A duration that is none counts as absent. */
export function settingsOf({ spec }: DeepReadonly<InfraMachine>): MachineSettings {
  const fields = (spec?.backend === undefined ? spec : spec.backend.docker) as Fields | undefined;
  const { customImage, preLoadImages = [], extraMounts = [], bootstrapTimeout = '' } = fields ?? {};
  const given = parseDuration(bootstrapTimeout);
  return {
    preLoadImages,
    extraMounts,
    bootstrapTimeout: given !== undefined && given > 0 ? given : minutes(5),
    ...(customImage === undefined || customImage === '' ? {} : { customImage }),
  };
}
