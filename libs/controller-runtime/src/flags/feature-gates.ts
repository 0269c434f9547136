import { parseBoolean, type Flag } from './flag.ts';

/** Cluster API's feature gates at v1.14, with their stage and default. */
export const featureGates = {
  MachineWaitForVolumeDetachConsiderVolumeAttachments: { stage: 'ga', initial: true },
  MachinePool: { stage: 'beta', initial: true },
  MachineSetPreflightChecks: { stage: 'beta', initial: true },
  PriorityQueue: { stage: 'beta', initial: true },
  ReconcilerRateLimiting: { stage: 'beta', initial: true },
  ClusterTopology: { stage: 'alpha', initial: false },
  KubeadmBootstrapFormatIgnition: { stage: 'alpha', initial: false },
  RuntimeSDK: { stage: 'alpha', initial: false },
  InPlaceUpdates: { stage: 'alpha', initial: false },
  MachineTaintPropagation: { stage: 'alpha', initial: false },
} as const satisfies Record<string, { readonly stage: 'alpha' | 'beta' | 'ga'; readonly initial: boolean }>;
/** Name of a feature gate, as in `--feature-gates`. */
export type FeatureGate = keyof typeof featureGates;

/** Which features are on. */
export interface Features {
  enabled(gate: FeatureGate): boolean;
  /** Gates that were set by name, for the log. */
  readonly given: ReadonlyMap<string, boolean>;
}

const groups: Readonly<Record<string, 'alpha' | 'beta'>> = { AllAlpha: 'alpha', AllBeta: 'beta' };

/** `--feature-gates=A=true,B=false`; `AllAlpha` and `AllBeta` stand for those that are not named. */
export const featureGatesFlag: Flag<Features> = {
  initial: featuresOf(new Map()),
  description: `Features to switch on or off: ${Object.entries(featureGates)
    .map(([name, { stage, initial }]) => `${name} (${stage}, default ${initial})`)
    .join(', ')}, AllAlpha, AllBeta`,
  value: 'Name=true,Name=false',
  repeats: true,
  read(text, before) {
    const given = new Map(before.given);
    for (const part of text.split(',').map((word) => word.trim())) {
      if (part === '') continue;
      const [name = '', value] = part.split('=').map((word) => word.trim());
      if (!(name in featureGates) && !(name in groups)) return { problem: `names the unknown feature gate ${name}` };
      const on = value === undefined ? undefined : parseBoolean(value);
      if (on === undefined) return { problem: `must say ${name}=true or ${name}=false` };
      given.set(name, on);
    }
    return { value: featuresOf(given) };
  },
  print: ({ given }) => [...given].map(([name, on]) => `${name}=${on}`).join(','),
};

function featuresOf(given: ReadonlyMap<string, boolean>): Features {
  return {
    given,
    enabled(gate) {
      const { stage, initial } = featureGates[gate];
      const group = Object.entries(groups).find(([, of]) => of === stage)?.[0];
      return given.get(gate) ?? (group === undefined ? undefined : given.get(group)) ?? initial;
    },
  };
}
