import { Secret } from '@capi/api';
import type { Client } from '@capi/controller-runtime';
import { parseBootstrapToken, type BootstrapTokenParts, type ParsedInit } from '@capi/kubeadm';
import { hours, later, parseDuration, printInstant, type Clock, type Instant } from '@capi/seams';

import { put } from '../access/put.ts';
import { bootFailure } from '../boot/boot-failure.ts';
import { addonsOf } from '../objects/addons.ts';
import { configurationOf } from '../objects/configuration.ts';
import { joinGroup, kubeadmRights } from '../objects/rights.ts';
import { systemNamespace } from '../objects/static-pods.ts';
import type { ControlPlaneFacts } from './run-init.ts';

/**
 * The phases of `kubeadm init` that write to the API: rights, add-ons, and the configuration, which comes last, since whoever sees
 * `kubeadm-config` takes the cluster for initialised. What is there already stays.
 * @param endpoint `host:port` of the cluster
 */
export async function uploadCluster(
  client: Client,
  { authorities, configuration }: ControlPlaneFacts,
  options: { readonly endpoint: string; readonly version: string },
  signal: AbortSignal,
): Promise<void> {
  const { controlPlaneEndpoint } = configuration;
  const server = `https://${typeof controlPlaneEndpoint === 'string' ? controlPlaneEndpoint : options.endpoint}`;
  const uploads = configurationOf({ configuration, server, authority: authorities.cluster.certificate }).toReversed();
  for (const { resource, object } of [...kubeadmRights(), ...addonsOf(configuration, options.version), ...uploads]) {
    await put(client, resource, object, signal);
  }
}

/** Makes the tokens that an InitConfiguration asks for. */
export async function makeTokens(client: Client, init: ParsedInit, machine: string, clock: Clock, signal: AbortSignal): Promise<void> {
  for (const { token, ttl, groups } of init.bootstrapTokens) {
    const parts = parseBootstrapToken(token);
    if (parts === undefined) throw bootFailure(machine, 'kubeadm init: bootstrap-token', 'a token in bootstrapTokens is not valid');
    const expires = later(clock.now(), parseDuration(ttl ?? '') ?? hours(24));
    await put(client, Secret, tokenSecret(parts, groups, expires), signal);
  }
}

function tokenSecret({ id, secret }: BootstrapTokenParts, groups: readonly string[], expires: Instant): Secret {
  const values = {
    'token-id': id,
    'token-secret': secret,
    expiration: printInstant(expires),
    'usage-bootstrap-authentication': 'true',
    'usage-bootstrap-signing': 'true',
    'auth-extra-groups': groups.length === 0 ? joinGroup : groups.join(','),
  };
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name: `bootstrap-token-${id}`, namespace: systemNamespace },
    type: 'bootstrap.kubernetes.io/token',
    data: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, Buffer.from(value).toString('base64')])),
  };
}
