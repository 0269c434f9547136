import type { Steps } from '../background/steps.ts';
import type { ServerContext } from '../server-context.ts';
import type { StoredObject } from '../storage/entry.ts';

interface TokenSecret {
  readonly type?: string;
  readonly data?: Readonly<Record<string, string>>;
}

/** Puts a token into secrets that ask for one: type `kubernetes.io/service-account-token`, the account in an annotation. */
export function fillTokenSecrets(context: ServerContext): void {
  const { storage, work } = context;
  storage.onWrite(({ resource, type, entry }) => {
    const { type: secretType, data } = entry.object as TokenSecret;
    if (resource !== 'secrets' || type === 'DELETED' || secretType !== 'kubernetes.io/service-account-token') return;
    if (data?.['token'] === undefined) work.add(`fill token secret ${entry.key}`, () => fill(context, entry.key));
  });
}

// oxlint-disable-next-line require-yield -- secrets are nobody's but the server's to fill: there is nothing to wait for
function* fill({ storage, tokens, clusterCa }: ServerContext, key: string): Steps<void> {
  const entry = storage.get('secrets', key);
  if (entry === undefined || tokens === undefined) return;
  const { namespace = '', annotations = {} } = entry.object.metadata;
  const name = annotations['kubernetes.io/service-account.name'] ?? '';
  const uid = storage.get('serviceaccounts', `${namespace}/${name}`)?.object.metadata.uid;
  if (uid === undefined) return;
  const encode = (text: string): string => Buffer.from(text).toString('base64');
  const filled = {
    ...entry.object,
    metadata: { ...entry.object.metadata, annotations: { ...annotations, 'kubernetes.io/service-account.uid': uid } },
    data: {
      ...(entry.object as TokenSecret).data,
      token: encode(tokens.issue({ namespace, name, uid })),
      namespace: encode(namespace),
      ...(clusterCa === undefined ? {} : { 'ca.crt': encode(clusterCa) }),
    },
  };
  storage.put('secrets', key, filled as StoredObject, entry);
}
