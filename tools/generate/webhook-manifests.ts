import { webhookConfigurationsOf, type AnyKindWebhooks } from '@capi/admission';
import { webhooks as capd } from '@capi/capd/webhooks';
import { webhooks as core } from '@capi/core/webhooks';
import { webhooks as bootstrap } from '@capi/kubeadm-bootstrap/webhooks';
import { webhooks as controlPlane } from '@capi/kubeadm-control-plane/webhooks';
import { stringify } from 'yaml';

const notice = "# Generated from the provider's webhooks by `npm run generate`; change the declarations there.\n";

// The overlay of a provider puts its prefix in front of names and its namespace in place of this one.
const service = { name: 'webhook-service', namespace: 'system' };

/** Folder under `deploy/` → what its provider serves. */
const providers: Readonly<Record<string, readonly AnyKindWebhooks<never>[]>> = {
  core,
  'kubeadm-bootstrap': bootstrap,
  'kubeadm-control-plane': controlPlane,
  capd,
};

/** The webhooks of all providers. */
export const providerWebhooks = Object.values(providers).flat();

/** The webhook configurations of every provider, ready for kustomize: path below the repository → text. */
export function webhookManifests(): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(providers).map(([folder, webhooks]) => {
      const { mutating, validating } = webhookConfigurationsOf(webhooks, {
        namePrefix: '',
        clientConfig: (path) => ({ service: { ...service, path } }),
      });
      const documents = [mutating, validating].filter((each) => each !== undefined);
      const texts = documents.map((each) => stringify(each, { aliasDuplicateObjects: false, lineWidth: 140 }));
      return [`deploy/${folder}/webhook/manifests.yaml`, `${notice}---\n${texts.join('---\n')}`];
    }),
  );
}
