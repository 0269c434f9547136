import { countFlag, durationFlag } from '@capi/controller-runtime';
import { minutes } from '@capi/seams';

/** The flags that only this provider has, with upstream's names and defaults. */
export const flags = {
  'kubeadmconfig-concurrency': countFlag(100, 'KubeadmConfigs that are reconciled at once.', 1),
  'bootstrap-token-ttl': durationFlag(minutes(15), 'How long a bootstrap token is valid unless it is renewed.'),
};

/** A token that is never valid lets nobody join. */
export const checkFlags = (values: { readonly 'bootstrap-token-ttl': number }): string | undefined =>
  values['bootstrap-token-ttl'] > 0 ? undefined : '--bootstrap-token-ttl must be longer than 0s';
