import { clusterSecretName, KubeadmConfig, keyOf, type Cluster } from '@capi/api';
import { discoveryHashes } from '@capi/certificates';
import { patchObject } from '@capi/controller-runtime';
import { drawBootstrapToken } from '@capi/kubeadm';
import { terminal, transient, type DeepReadonly } from '@capi/seams';

import { completeForInit, completeForJoin } from '../../../bootstrap-data/complete-spec.ts';
import { renderBootstrapData, type BootstrapInput } from '../../../bootstrap-data/render-bootstrap-data.ts';
import type { Plan } from '../decide/plan.ts';
import type { ReadyObservation } from '../decide/ready-observation.ts';
import { makeToken } from './bootstrap-token.ts';
import { storeDataSecret } from './data-secret.ts';
import { freeInitLock, takeInitLock } from './init-lock.ts';
import { lookUpFiles, lookUpUsers, templateValues } from './look-up.ts';
import { generateMaterials, readMaterials } from './materials.ts';
import { doing, named, type Ports } from './ports.ts';

type Config = DeepReadonly<KubeadmConfig>;
type Step<Name extends Plan['step']> = Extract<Plan, { step: Name }>;

/** Which machine the data is for, and the Cluster as it is in the cache. */
interface Task {
  readonly seen: ReadyObservation;
  readonly cluster: DeepReadonly<Cluster>;
}

/**
 * Makes the data of the machine that runs `kubeadm init`.
 * @returns the config as it now is, or undefined when another machine took the lock
 */
export async function initializeMachine(
  ports: Ports,
  task: Task,
  plan: Step<'initialize'>,
  signal: AbortSignal,
): Promise<Config | undefined> {
  const { seen } = task;
  const { config, cluster, owner } = seen;
  if (seen.initLock === undefined) {
    const taken = await doing('take the init lock', named(config), () => takeInitLock(ports.client, cluster, owner.name, signal));
    if (!taken) return undefined;
  }
  const prepared = await prepareInit(ports, task, plan, signal).catch(async (error: unknown) => {
    // Nothing was handed out yet, so another machine may try. After a crash here the lock is still this Machine's.
    if (!signal.aborted) await freeInitLock(ports.client, cluster, seen.initLock?.uid, signal);
    throw error;
  });
  // From here the lock stays, whatever the answer: a secret that seems not to have been stored may be there after all.
  await storeDataSecret(ports.client, prepared.config, cluster, prepared.document, signal);
  return prepared.config;
}

async function prepareInit(
  ports: Ports,
  task: Task,
  plan: Step<'initialize'>,
  signal: AbortSignal,
): Promise<{ config: Config; document: string }> {
  const { seen } = task;
  await generateMaterials(ports, { config: seen.config, cluster: seen.cluster, purposes: plan.generate }, signal);
  const certificates = await doing('read certificates', named(seen.config), () =>
    readMaterials(ports, seen.cluster, plan.certificates, signal),
  );
  const looked = await lookUpAll(ports, task, signal);
  const config = await writeSpec(ports, seen.config, completeForInit(seen.config.spec, seen.cluster.endpoint), signal);
  return { config, document: render('init', seen, { config, certificates, ...looked }) };
}

/** Makes the data of a machine that runs `kubeadm join`. Whatever can fail without leaving a trace comes before the token. */
export async function joinMachine(ports: Ports, task: Task, plan: Step<'join'>, signal: AbortSignal): Promise<Config> {
  const { seen } = task;
  const { cluster } = seen;
  const certificates = await doing('read certificates', named(seen.config), () => readMaterials(ports, cluster, plan.certificates, signal));
  const authority = certificates.get('ca')?.certificate ?? '';
  const spec = completeForJoin(seen.config.spec, plan.role, {
    endpoint: cluster.endpoint ?? '',
    certificateAuthority: authority,
    caCertHashes: hashesOf(authority, seen),
    token: () => drawBootstrapToken((length) => ports.keys.randomBytes(length)),
  });
  const looked = await lookUpAll(ports, task, signal);
  const role = plan.role === 'worker' ? 'join-worker' : 'join-control-plane';
  const document = render(role, seen, { config: { ...seen.config, spec } as Config, certificates, ...looked });
  // The token is written down before it is made: after a crash in between, the same one is made, and none is left over.
  const config = await writeSpec(ports, seen.config, spec, signal);
  const token =
    spec.joinConfiguration?.discovery?.file === undefined ? spec.joinConfiguration?.discovery?.bootstrapToken?.token : undefined;
  if (token !== undefined) await makeToken(tokenStoreOf(ports, seen), token, ports.clock.now(), signal);
  await storeDataSecret(ports.client, config, cluster, document, signal);
  return config;
}

/** A user may have brought an authority that cannot be read. */
function hashesOf(authority: string, { config, cluster }: ReadyObservation): readonly string[] {
  try {
    return discoveryHashes(authority);
  } catch (error) {
    const why = `Secret ${clusterSecretName(cluster.name, 'ca')} does not hold valid certificates`;
    throw terminal({ action: 'read the cluster authority', object: named(config), why, hint: 'replace its tls.crt' }, error);
  }
}

/** Where the tokens of the observed cluster are kept. Fails (transient) while the cluster cannot be reached. */
export function tokenStoreOf(ports: Ports, { config, cluster, tokenLifetime }: ReadyObservation): Parameters<typeof makeToken>[0] {
  const connection = ports.workloadClusters.connection({ namespace: cluster.namespace, name: cluster.name });
  if (connection === undefined) {
    throw transient({ action: 'reach the workload cluster', object: named(config), why: `Cluster ${cluster.name} does not answer` });
  }
  return { client: connection.client, lifetime: tokenLifetime, object: named(config) };
}

type LookedUp = Pick<BootstrapInput, 'files' | 'users'>;

async function lookUpAll({ client }: Ports, { seen: { config }, cluster }: Task, signal: AbortSignal): Promise<LookedUp> {
  const values = await templateValues(client, config, cluster, signal);
  const [files, users] = await Promise.all([lookUpFiles(client, config, values, signal), lookUpUsers(client, config, signal)]);
  return { files, users };
}

function render(
  role: BootstrapInput['role'],
  { cluster, owner }: ReadyObservation,
  { config, ...rest }: LookedUp & Pick<BootstrapInput, 'certificates'> & { readonly config: Config },
): string {
  const { endpoint, serviceDomain, podCidrBlocks, serviceCidrBlocks } = cluster;
  return renderBootstrapData({
    role,
    spec: config.spec ?? {},
    facts: {
      clusterName: cluster.name,
      kubernetesVersion: owner.version ?? '',
      ...(endpoint === undefined ? {} : { controlPlaneEndpoint: endpoint }),
      ...(serviceDomain === undefined ? {} : { serviceDomain }),
      ...(podCidrBlocks === undefined ? {} : { podCidrBlocks }),
      ...(serviceCidrBlocks === undefined ? {} : { serviceCidrBlocks }),
    },
    ...rest,
  });
}

/** One patch for what was filled in; none when nothing was. */
const writeSpec = (ports: Ports, config: Config, spec: Config['spec'], signal: AbortSignal): Promise<Config> =>
  doing('fill in the spec', named(config), () =>
    patchObject(ports.client, KubeadmConfig, config, { ...config, ...(spec === undefined ? {} : { spec }) } as Config, signal),
  );

/** The Cluster that was observed, as it is in the cache. */
export const clusterOf = (config: Config, cluster: DeepReadonly<Cluster> | undefined): DeepReadonly<Cluster> => {
  if (cluster === undefined)
    throw transient({ action: 'find the Cluster', object: named(config), why: `${keyOf(config).name} lost it meanwhile` });
  return cluster;
};
