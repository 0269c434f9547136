import { parseArgs } from 'node:util';

import { terminal, type OperationError } from '@capi/seams';

/** What `npm start -- …` was asked to do. */
export interface SandboxFlags {
  /** Where state is kept; a temporary folder that goes at the end when absent. */
  readonly dataDir: string | undefined;
  readonly clusters: number;
  readonly quickStart: boolean;
  readonly exitWhenReady: boolean;
  /** The quick start is of real containers, and what they need must be there. */
  readonly docker: boolean;
  /** Serve Docker kinds by the simulator. */
  readonly simulateDocker: boolean;
  readonly apiPort: number;
  /** First port of the providers; `ports/provider-ports.ts` says which is for what. */
  readonly providerPorts: number;
  /** Processes of each provider, of which one leads. */
  readonly replicas: number;
  /** Flags for every provider beside those that the sandbox needs. */
  readonly providerArgs: readonly string[];
  /** As the providers take it. */
  readonly featureGates: string;
  /** Name or address by which the API server reaches the webhooks of the providers. */
  readonly webhookHost: string;
  /** An existing management cluster to run the providers against, instead of the embedded API server. */
  readonly kubeconfig: string | undefined;
  /** One JSON line per API request is appended to this file. */
  readonly auditLog: string | undefined;
  /** Another manifest than the quick start of examples/. */
  readonly manifest: string | undefined;
  /** Seconds after which `--exit-when-ready` gives up. */
  readonly timeoutSeconds: number;
}

const mostReplicas = 5;

/** A sandbox is for trying things out: all that there is. */
const everyFeature = 'AllAlpha=true,AllBeta=true';

export const usage = `npm start -- [flags]

  --exit-when-ready     exit 0 as soon as every Machine runs and every Node is Ready
  --clusters N          create the quick start N times (default 1)
  --no-quick-start      start the management cluster only
  --manifest FILE       apply this instead of examples/quick-start.yaml
  --docker              nodes are containers of the Docker engine that DOCKER_HOST names, else of the one on this machine;
                        applies examples/docker-quick-start.yaml; says before anything starts what is missing for that
  --simulate-docker     serve the Docker kinds by simulated machines
  --data-dir DIR        keep state and logs there; the next start goes on where this one stopped
  --api-port N          port of the API server on 127.0.0.1 (default 6443)
  --replicas N          processes of each provider, of which one leads and the others stand by (default 1)
  --provider-arg ARG    one more flag for every provider, such as --provider-arg=-v=5; may be repeated
  --provider-ports N    first of twelve ports of the providers: health and metrics of each, then webhooks (default 19440);
                        twelve more for each further replica, and then four
  --feature-gates LIST  features of the providers, Name=true,Name=false (default ${everyFeature})
  --webhook-host HOST   where an API server elsewhere reaches the providers' webhooks (default 127.0.0.1)
  --kubeconfig FILE     run the providers against this management cluster instead of an embedded one
  --audit-log FILE      append one JSON line per API request
  --timeout SECONDS     with --exit-when-ready, exit 1 after this long (default 600)
  --help                this text`;

/** Reads the command line. Every mistake is a terminal OperationError that says what to write instead. */
export function parseFlags(argv: readonly string[]): SandboxFlags | 'help' {
  const values = readValues(argv);
  if (values.help === true) return 'help';
  if (values.docker === true && values['simulate-docker'] === true) {
    throw refused('--docker', 'with --simulate-docker there are no containers', 'choose one of the two');
  }
  return {
    dataDir: values['data-dir'],
    clusters: integer('--clusters', values.clusters, 1, 1, 500),
    quickStart: values['no-quick-start'] !== true,
    exitWhenReady: values['exit-when-ready'] === true,
    docker: values.docker === true,
    simulateDocker: values['simulate-docker'] === true,
    apiPort: integer('--api-port', values['api-port'], 6443, 0, 65_535),
    providerPorts: integer('--provider-ports', values['provider-ports'], 19_440, 1024, 65_535 - 16 * mostReplicas),
    replicas: integer('--replicas', values.replicas, 1, 1, mostReplicas),
    providerArgs: values['provider-arg'] ?? [],
    featureGates: values['feature-gates'] ?? everyFeature,
    webhookHost: values['webhook-host'] ?? '127.0.0.1',
    kubeconfig: values.kubeconfig,
    auditLog: values['audit-log'],
    manifest: values.manifest,
    timeoutSeconds: integer('--timeout', values.timeout, 600, 1, 86_400),
  };
}

function readValues(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      strict: true,
      allowPositionals: false,
      options: {
        'data-dir': { type: 'string' },
        clusters: { type: 'string' },
        'no-quick-start': { type: 'boolean' },
        'exit-when-ready': { type: 'boolean' },
        docker: { type: 'boolean' },
        'simulate-docker': { type: 'boolean' },
        'api-port': { type: 'string' },
        'provider-ports': { type: 'string' },
        replicas: { type: 'string' },
        'provider-arg': { type: 'string', multiple: true },
        'feature-gates': { type: 'string' },
        'webhook-host': { type: 'string' },
        kubeconfig: { type: 'string' },
        'audit-log': { type: 'string' },
        manifest: { type: 'string' },
        timeout: { type: 'string' },
        help: { type: 'boolean' },
      },
    }).values;
  } catch (error) {
    // node's texts name the flag and what is wrong with it; only the first sentence is about this command.
    throw fault({
      action: 'read the command line',
      why: error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error),
      hint: 'see npm start -- --help',
    });
  }
}

function integer(flag: string, text: string | undefined, absent: number, least: number, most: number): number {
  if (text === undefined) return absent;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < least || value > most) throw refused(flag, `"${text}" is not a whole number from ${least} to ${most}`);
  return value;
}

/** Whether the command line itself is wrong: nothing was looked at yet. */
export const isAboutFlags = (error: OperationError): boolean => faults.has(error);
const faults = new WeakSet<OperationError>();

const refused = (flag: string, why: string, hint = 'see npm start -- --help'): Error => fault({ action: `use ${flag}`, why, hint });

function fault(failure: Parameters<typeof terminal>[0]): OperationError {
  const error = terminal(failure);
  faults.add(error);
  return error;
}
