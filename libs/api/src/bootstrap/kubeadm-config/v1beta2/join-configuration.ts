import type { Static } from 'typebox';

import { atomicList, flag, optional, struct, text, textMap } from '../../../schema/vocabulary.ts';
import { LocalApiEndpoint, NodeRegistration, Patches, skipPhases, Timeouts } from './node-registration.ts';

const text512 = (meaning: string) => text(meaning, { minLength: 1, maxLength: 512 });

/** A kubeconfig from which a joining machine learns about the cluster. */
export const FileDiscovery = struct('Trust comes from a kubeconfig on the machine.', {
  kubeConfig: optional(
    struct('The kubeconfig, when it is to be written from here.', {
      cluster: optional(
        struct(
          'The API server; taken from the Cluster when absent.',
          {
            certificateAuthorityData: optional(
              text('CA certificates in PEM, base64; those of the Cluster when absent.', {
                format: 'byte',
                minLength: 1,
                maxLength: 51_200,
              }),
            ),
            insecureSkipTLSVerify: optional(
              flag('Whether the certificate of the server goes unchecked, which makes the connection unsafe.'),
            ),
            proxyURL: optional(text512('Proxy for all requests; none when absent.')),
            server: optional(text512('URL of the API server; the endpoint of the Cluster when absent.')),
            tlsServerName: optional(text512('Name to check the certificate of the server against; the host of the URL when absent.')),
          },
          { minProperties: 1 },
        ),
      ),
      user: struct(
        'How the machine proves who it is; one way only.',
        {
          authProvider: optional(
            struct('An authentication plugin of the client library.', {
              config: optional(textMap('Settings of the plugin.')),
              name: text('Name of the plugin.', { minLength: 1, maxLength: 256 }),
            }),
          ),
          exec: optional(
            struct('A command that prints credentials.', {
              apiVersion: optional(text512('Version of the ExecCredential that is spoken; client.authentication.k8s.io/v1 when absent.')),
              args: optional(atomicList('Arguments of the command.', text512('An argument.'), { minItems: 1, maxItems: 100 })),
              command: text('Command that is run.', { minLength: 1, maxLength: 1024 }),
              env: optional(
                atomicList(
                  'Further environment variables of the command.',
                  struct('An environment variable.', { name: text512('Name of the variable.'), value: text512('Value of the variable.') }),
                  { minItems: 1, maxItems: 100 },
                ),
              ),
              provideClusterInfo: optional(flag('Whether the command is told about the cluster it is to log in to.')),
            }),
          ),
        },
        { minProperties: 1 },
      ),
    }),
  ),
  kubeConfigPath: text512('Path or URL of the kubeconfig.'),
});
export type FileDiscovery = Static<typeof FileDiscovery>;

/** How a joining machine finds the cluster and learns to trust it. */
export const Discovery = struct(
  'How the machine finds the cluster and learns to trust it; filled in by the controller when absent.',
  {
    bootstrapToken: optional(
      struct(
        'Trust comes from a shared token.',
        {
          apiServerEndpoint: optional(text512('Address and port of an API server; the endpoint of the Cluster when absent.')),
          caCertHashes: optional(
            atomicList('Hashes of CA public keys that are trusted, as in sha256:….', text512('A hash.'), { minItems: 1, maxItems: 100 }),
          ),
          token: optional(text512('The token; made by the controller when absent.')),
          unsafeSkipCAVerification: optional(
            flag('Whether the CA goes unchecked, so that whoever knows the token can pose as the cluster.'),
          ),
        },
        { minProperties: 1 },
      ),
    ),
    file: optional(FileDiscovery),
    tlsBootstrapToken: optional(text512('Token for the certificate request of the kubelet; that of bootstrapToken when absent.')),
  },
  { minProperties: 1 },
);
export type Discovery = Static<typeof Discovery>;

/** What kubeadm join takes. */
export const JoinConfiguration = struct(
  'Settings for machines that join a cluster.',
  {
    caCertPath: optional(text512('Path of the CA certificate on the machine; /etc/kubernetes/pki/ca.crt when absent.')),
    controlPlane: optional(
      struct('Present when the machine joins as part of the control plane; set by the controller.', {
        localAPIEndpoint: optional(LocalApiEndpoint),
      }),
    ),
    discovery: optional(Discovery),
    nodeRegistration: optional(NodeRegistration),
    patches: optional(Patches),
    skipPhases: optional(skipPhases),
    timeouts: optional(Timeouts),
  },
  { minProperties: 1 },
);
export type JoinConfiguration = Static<typeof JoinConfiguration>;
