import { KubeadmControlPlane, Secret, type Cluster, type KubeadmConfig, type SecretSource } from '@capi/api';
import { readSecretText } from '@capi/certificates';
import type { FileToWrite, User } from '@capi/cloud-init';
import type { Client } from '@capi/controller-runtime';
import { parseKubernetesVersion } from '@capi/kubeadm';
import { terminal, transient, type DeepReadonly } from '@capi/seams';

import { renderFileTemplate, type TemplateValues } from '../../../bootstrap-data/file-template.ts';
import { doing, named } from './ports.ts';

type Config = DeepReadonly<KubeadmConfig>;

/** `spec.files` with contents taken from secrets and templates rendered. Fails when a secret or its key is missing. */
export async function lookUpFiles(
  client: Client,
  config: Config,
  template: TemplateValues,
  signal: AbortSignal,
): Promise<readonly FileToWrite[]> {
  return Promise.all(
    (config.spec?.files ?? []).map(async ({ content, contentFrom, contentFormat, ...file }) => {
      const text =
        contentFrom === undefined ? (content ?? '') : await lookUp(client, config, contentFrom, `spec.files ${file.path}`, signal);
      return { ...file, content: contentFormat === 'Template' ? renderFileTemplate(file.path, text, template) : text };
    }),
  );
}

/** `spec.users` with passwords taken from secrets. Fails when a secret or its key is missing. */
export async function lookUpUsers(client: Client, config: Config, signal: AbortSignal): Promise<readonly User[]> {
  return Promise.all(
    (config.spec?.users ?? []).map(async ({ passwdFrom, ...user }) =>
      passwdFrom === undefined ? user : { ...user, passwd: await lookUp(client, config, passwdFrom, `spec.users ${user.name}`, signal) },
    ),
  );
}

async function lookUp(
  client: Client,
  config: Config,
  { secret }: DeepReadonly<SecretSource>,
  where: string,
  signal: AbortSignal,
): Promise<string> {
  const action = 'render bootstrap data';
  // Live: secrets that users bring are not in the cache, and the value must be today's.
  const found = await doing(action, named(config), () =>
    client.get(Secret, { namespace: config.metadata.namespace ?? '', name: secret.name }, signal),
  );
  const name = `Secret ${config.metadata.namespace}/${secret.name}`;
  const failure = { action, object: named(config), hint: `add it or drop ${where}` };
  // Nothing watches such secrets, so both are tried again.
  if (found === undefined) throw transient({ ...failure, why: `there is no ${name}` });
  const text = readSecretText(found, secret.key);
  if (text === undefined) throw transient({ ...failure, why: `${name} has no key ${secret.key}` });
  return text;
}

/** What templates may refer to. Nothing is read unless a file is a template. */
export async function templateValues(
  client: Client,
  config: Config,
  cluster: DeepReadonly<Cluster>,
  signal: AbortSignal,
): Promise<TemplateValues> {
  const reference = cluster.spec?.controlPlaneRef;
  const wanted = config.spec?.files?.some(({ contentFormat }) => contentFormat === 'Template') === true;
  if (!wanted || reference === undefined) return {};
  if (reference.kind !== KubeadmControlPlane.kind || reference.apiGroup !== KubeadmControlPlane.group) {
    throw terminal({
      action: 'render templates in spec.files',
      object: named(config),
      why: `the version of a ${reference.kind} is not known here`,
    });
  }
  // Live: this provider does not watch control planes, and few configs have templates.
  const controlPlane = await doing('render templates in spec.files', named(config), () =>
    client.get(KubeadmControlPlane, { namespace: cluster.metadata.namespace ?? '', name: reference.name }, signal),
  );
  const version = parseKubernetesVersion(controlPlane?.spec?.version ?? '');
  return version === undefined ? {} : { controlPlaneVersion: `v${version.version}` };
}
