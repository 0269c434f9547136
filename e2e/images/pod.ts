import { chownSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

import { parse } from 'yaml';

import type { Engine } from '../docker-engine/start-engine.ts';
import type { Container, Deployment } from './deployment.ts';

/** What a kubelet would know that starts a pod. */
export interface Surroundings {
  /** Of the administrator; names the API server and its authority. */
  readonly kubeconfig: string;
  /** Of the pod's service account. */
  readonly token: string;
  /** Serving certificate of the webhooks, by file name. */
  readonly certificate: Readonly<Record<string, string>>;
  /** For the files of this pod's volumes; there is none yet. */
  readonly folder: string;
}

const serviceAccountFolder = '/var/run/secrets/kubernetes.io/serviceaccount';

/**
 * Starts the container of a Deployment on the network of the engine's world, with the user, rights, arguments, environment and
 * volumes that the Deployment asks for, and no others.
 * @returns the container's id
 */
export function startPod({ metadata, spec }: Deployment, engine: Engine, surroundings: Surroundings): string {
  const { containers, volumes = [] } = spec.template.spec;
  const [container] = containers;
  const { host, port, authority } = apiServer(surroundings.kubeconfig);
  const account = { token: surroundings.token, 'ca.crt': authority, namespace: metadata.namespace };
  const mounts = (container.volumeMounts ?? []).flatMap(({ name, mountPath }) => {
    const volume = volumes.find((each) => each.name === name);
    if (volume?.emptyDir !== undefined) return [`--tmpfs=${mountPath}:mode=1777`];
    if (volume?.secret !== undefined) return [mount(files(surroundings.folder, name, surroundings.certificate, container), mountPath)];
    throw new Error(`${metadata.name} mounts ${name}, which is neither an emptyDir nor a secret`);
  });
  const fields: Readonly<Record<string, string>> = {
    'metadata.namespace': metadata.namespace,
    'metadata.name': `${metadata.name}-0`,
    'metadata.uid': '00000000-0000-0000-0000-000000000001',
    'status.podIP': '127.0.0.1',
  };
  const environment = (container.env ?? []).map(({ name, value = '', valueFrom }) => {
    const text = valueFrom === undefined ? value : fields[valueFrom.fieldRef.fieldPath];
    if (text === undefined) throw new Error(`${metadata.name} takes ${name} from an unknown field`);
    return `--env=${name}=${text}`;
  });
  return engine.docker(
    'run',
    '--detach',
    '--network=host',
    ...rights(container),
    ...environment,
    `--env=KUBERNETES_SERVICE_HOST=${host}`,
    `--env=KUBERNETES_SERVICE_PORT=${port}`,
    mount(files(surroundings.folder, 'service-account', account, container), serviceAccountFolder),
    ...mounts,
    container.image,
    ...(container.args ?? []),
  );
}

function rights({ securityContext = {} }: Container): readonly string[] {
  const { runAsUser, runAsGroup = 0, readOnlyRootFilesystem, allowPrivilegeEscalation, capabilities } = securityContext;
  return [
    ...(runAsUser === undefined ? [] : [`--user=${runAsUser}:${runAsGroup}`]),
    ...(readOnlyRootFilesystem === true ? ['--read-only'] : []),
    ...(allowPrivilegeEscalation === false ? ['--security-opt=no-new-privileges'] : []),
    ...(capabilities?.drop ?? []).map((capability) => `--cap-drop=${capability}`),
  ];
}

const mount = (source: string, target: string): string => `--volume=${source}:${target}:ro`;

/** Files that none but the user of the container may read. */
function files(folder: string, name: string, contents: Readonly<Record<string, string>>, { securityContext = {} }: Container): string {
  const target = join(folder, name);
  const { runAsUser = 0, runAsGroup = 0 } = securityContext;
  mkdirSync(target, { recursive: true, mode: 0o700 });
  for (const [file, text] of Object.entries(contents)) {
    writeFileSync(join(target, file), text, { mode: 0o400 });
    chownSync(join(target, file), runAsUser, runAsGroup);
  }
  chownSync(target, runAsUser, runAsGroup);
  return target;
}

interface Kubeconfig {
  readonly clusters: readonly [{ readonly cluster: { readonly server: string; readonly 'certificate-authority-data': string } }];
}

function apiServer(kubeconfig: string): { readonly host: string; readonly port: string; readonly authority: string } {
  const { clusters } = parse(readFileSync(kubeconfig, 'utf8')) as Kubeconfig;
  const { server, 'certificate-authority-data': authority } = clusters[0].cluster;
  const { hostname, port } = new URL(server);
  return { host: hostname, port, authority: Buffer.from(authority, 'base64').toString() };
}
