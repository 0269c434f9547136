import type { Answer, Handler } from './listen.ts';

/** Resolves when all is well, rejects with what is not. */
export type HealthCheck = () => Promise<void> | void;

/** Checks of one process by name, served as `/healthz` and `/readyz`. */
export interface HealthChecks {
  addHealth(name: string, check: HealthCheck): void;
  addReadiness(name: string, check: HealthCheck): void;
  readonly handler: Handler;
}

/** No checks yet: both paths answer ok. One check alone is at `/readyz/<name>`. */
export function createHealthChecks(): HealthChecks {
  const health = new Map<string, HealthCheck>();
  const readiness = new Map<string, HealthCheck>();
  const groups: Readonly<Record<string, Map<string, HealthCheck>>> = { healthz: health, readyz: readiness };
  return {
    addHealth: (name, check) => void health.set(name, check),
    addReadiness: (name, check) => void readiness.set(name, check),
    async handler(_request, path) {
      const [, group = '', name = ''] = path.split('/');
      const checks = groups[group];
      if (checks === undefined || (name !== '' && !checks.has(name))) return { status: 404, body: '404 page not found\n' };
      return report(
        group,
        [...checks].filter(([each]) => name === '' || each === name),
      );
    },
  };
}

async function report(group: string, checks: readonly (readonly [string, HealthCheck])[]): Promise<Answer> {
  const findings = await Promise.all(
    checks.map(async ([name, check]) => {
      try {
        await check();
        return { ok: true, line: `[+]${name} ok` };
      } catch {
        // The reason is for the log of who failed; this page is open to anybody.
        return { ok: false, line: `[-]${name} failed: reason withheld` };
      }
    }),
  );
  if (findings.every(({ ok }) => ok)) return { status: 200, body: 'ok' };
  return { status: 500, body: [...findings.map(({ line }) => line), `${group} check failed`, ''].join('\n') };
}
