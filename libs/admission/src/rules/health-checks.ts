import { invalid, type Finding } from '../finding.ts';
import { validateIntOrPercent } from './int-or-percent.ts';

/** What health checks of Clusters, ClusterClasses and MachineHealthChecks have in common. */
export interface HealthCheckValues {
  readonly checks?: { readonly nodeStartupTimeoutSeconds?: number | undefined } | undefined;
  readonly remediation?:
    | {
        readonly maxInFlight?: number | string | undefined;
        readonly triggerIf?: { readonly unhealthyLessThanOrEqualTo?: number | string | undefined } | undefined;
      }
    | undefined;
}

const shortestStartup = 30;

/** Numbers of a health check. A start-up timeout of 0 switches that check off; shorter than 30 seconds no machine starts. */
export function validateHealthCheck(path: string, { checks, remediation }: HealthCheckValues): readonly Finding[] {
  const timeout = checks?.nodeStartupTimeoutSeconds;
  return [
    ...(timeout !== undefined && timeout !== 0 && timeout < shortestStartup
      ? [
          invalid(
            `${path}.checks.nodeStartupTimeoutSeconds`,
            timeout,
            `must be at least ${shortestStartup} seconds, or 0 to leave start-up unchecked`,
          ),
        ]
      : []),
    ...validateIntOrPercent(`${path}.remediation.maxInFlight`, remediation?.maxInFlight),
    ...validateIntOrPercent(`${path}.remediation.triggerIf.unhealthyLessThanOrEqualTo`, remediation?.triggerIf?.unhealthyLessThanOrEqualTo),
  ];
}
