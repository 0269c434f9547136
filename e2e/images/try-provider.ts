import { createAuthority, issueCertificate } from '@capi/certificates';
import { nodeKeySource } from '@capi/controller-runtime';
import { days, instant, later } from '@capi/seams';

import type { Engine } from '../docker-engine/start-engine.ts';
import { kubectlWith } from '../harness/kubectl.ts';
import type { Deployment } from './deployment.ts';
import { shellsIn } from './image-files.ts';
import { excess, observeProcess } from './observed-process.ts';
import { startPod } from './pod.ts';
import { untilReady } from './until-ready.ts';

export interface Figures {
  readonly imageBytes: number;
  /** From the container's start until it was ready, and from the wish to end until it had ended. */
  readonly startSeconds: number;
  readonly stopSeconds: number;
  /** When it was ready. */
  readonly residentBytes: number;
}

/**
 * Starts what a Deployment describes, waits until it is ready, and stops it.
 * @param kubeconfig of an administrator of the cluster in which the Deployment is installed
 * @param folder for files of this provider
 * @throws when the image does not fit the Deployment, is more than it has to be, or its process does not start, keep to its rights or end
 */
export async function tryProvider(deployment: Deployment, engine: Engine, kubeconfig: string, folder: string): Promise<Figures> {
  const { metadata, spec } = deployment;
  const { containers, serviceAccountName } = spec.template.spec;
  const [{ image, command }] = containers;
  const inspect = (format: string): string => engine.docker('image', 'inspect', `--format=${format}`, image);
  const entryPoint = inspect('{{json .Config.Entrypoint}}');
  if (command !== undefined && JSON.stringify(command) !== entryPoint)
    throw new Error(`the Deployment runs ${JSON.stringify(command)}, its image ${entryPoint}`);
  const shells = shellsIn(image, engine);
  if (shells.length > 0) throw new Error(`the image has ${shells.join(', ')}`);

  const token = await kubectlWith(kubeconfig)('-n', metadata.namespace, 'create', 'token', serviceAccountName);
  const certificate = await webhookCertificate(deployment);
  const id = startPod(deployment, engine, { kubeconfig, token: token.trim(), certificate, folder });
  try {
    const startSeconds = await untilReady(id, engine);
    const observed = observeProcess(id, engine);
    const wrong = excess(observed);
    if (wrong.length > 0) throw new Error(wrong.join('; '));
    const stopSeconds = stop(id, engine);
    return { imageBytes: Number(inspect('{{.Size}}')), startSeconds, stopSeconds, residentBytes: observed.residentBytes };
  } catch (error) {
    throw new Error(`${error instanceof Error ? error.message : String(error)}\n${engine.logs(id)}`, { cause: error });
  } finally {
    engine.docker('rm', '--force', '--volumes', id);
  }
}

/** Asks it to end as a kubelet does. */
function stop(id: string, engine: Engine): number {
  const before = performance.now();
  engine.docker('stop', '--time=10', id);
  const seconds = (performance.now() - before) / 1000;
  const code = engine.docker('inspect', '--format={{.State.ExitCode}}', id);
  if (code !== '0') throw new Error(`it ended with exit code ${code} when it was asked to end`);
  return seconds;
}

/** As cert-manager would put it into the Secret. */
async function webhookCertificate({ metadata }: Deployment): Promise<Record<string, string>> {
  const keys = nodeKeySource();
  const { signal } = new AbortController();
  const now = instant(Date.now());
  const authority = await createAuthority({ now, algorithm: 'ECDSA-P256' }, keys, signal);
  const service = metadata.name.replace(/controller-manager$/, 'webhook-service');
  const { certificate, privateKey } = await issueCertificate(
    authority,
    {
      commonName: metadata.name,
      usages: ['server'],
      dnsNames: [`${service}.${metadata.namespace}.svc`],
      notAfter: later(now, days(1)),
      algorithm: 'ECDSA-P256',
    },
    keys,
    signal,
  );
  return { 'ca.crt': authority.certificate, 'tls.crt': certificate, 'tls.key': privateKey };
}
