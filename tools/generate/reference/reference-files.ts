import { allKinds, Metadata, namedPatterns, type Kind } from '@capi/api';

import { providerFolders } from '../provider-folders.ts';
import { providerWebhooks } from '../webhook-manifests.ts';
import { patternHeading } from './field-limits.ts';
import { fileOf, kindPages, type KindFacts } from './kind-pages.ts';
import { code, pageOf, prose, table } from './markdown.ts';

/** Every kind that has a page; the last one is a file in releases rather than an API. */
const documented: readonly Kind[] = [...allKinds, Metadata as unknown as Kind];

/** What belongs into `docs/reference/`: path below it → text. */
export const referenceFiles = (): ReadonlyMap<string, string> =>
  new Map([['README.md', index()], ...documented.flatMap((kind) => kindPages(kind, factsOf(kind)))]);

function factsOf(kind: Kind): KindFacts {
  if (!allKinds.includes(kind)) return {};
  const folder = Object.entries(providerFolders).find(([, provider]) => provider === kind.declaration.provider)?.[0] ?? 'clusterctl';
  const webhooks = providerWebhooks.find((each) => each.kind.kind === kind.kind);
  return {
    crd: `../../../crds/${folder}/${kind.group}_${kind.plural}.yaml`,
    ...(webhooks === undefined ? {} : { webhooks }),
  };
}

function index(): string {
  const groups = [...new Set(documented.map(({ group }) => group))];
  return pageOf([
    '<!-- Generated from libs/api by `npm run generate`; change the schema there. -->',
    '# API reference',
    'Every kind in every version, with all its fields: what they hold, what they must keep to, what they are when nobody says. The same is told by `kubectl explain`, field by field: `kubectl explain machine.spec --api-version=cluster.x-k8s.io/v1beta2`.',
    'Structs have a section each, named by their path in the object: `spec.files[]` is one of a list, `status.failureDomains.*` one of a map. A list "by `name`" is merged item by item by server-side apply; other lists are replaced as a whole.',
    ...groups.flatMap((group) => [`## ${group}`, groupTable(documented.filter((kind) => kind.group === group))]),
    `## ${patternHeading}`,
    'Patterns that many fields share, by the names that the pages give them.',
    table(
      ['Name', 'Accepts', 'Pattern'],
      namedPatterns.map(({ name, accepts, pattern }) => [name, accepts, code(pattern)]),
    ),
  ]);
}

const groupTable = (kinds: readonly Kind[]): string =>
  table(
    ['Kind', 'What it is', 'Versions'],
    kinds.map((kind) => [
      `[${kind.kind}](${fileOf(kind)})`,
      prose(kind.declaration.versions[kind.version]?.description ?? ''),
      Object.keys(kind.declaration.versions)
        .map((version) => `[${version}](${fileOf(kind, version)})`)
        .join(', '),
    ]),
  );
