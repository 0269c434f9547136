import { isSameJson } from '@capi/seams';

interface Worded {
  readonly conditions?: readonly { readonly message?: string }[];
  readonly deprecated?: { readonly v1beta1?: { readonly conditions?: readonly { readonly message?: string }[] } };
}

/** How long news that nobody acts on may wait: longer when only messages of conditions are new. */
export const smallNews = (before: Worded | undefined, after: Worded | undefined): 'soon' | 'later' =>
  isSameJson(withoutWords(before), withoutWords(after)) ? 'later' : 'soon';

function withoutWords(status: Worded | undefined): unknown {
  if (status === undefined) return undefined;
  const { conditions, deprecated, ...rest } = status;
  return {
    ...rest,
    conditions: silent(conditions),
    deprecated: { ...deprecated, v1beta1: { ...deprecated?.v1beta1, conditions: silent(deprecated?.v1beta1?.conditions) } },
  };
}

const silent = (conditions: readonly { readonly message?: string }[] | undefined): unknown =>
  conditions?.map(({ message: _words, ...rest }) => rest);
