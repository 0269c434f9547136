import { defaultingPath, validatingPath, validatingScalePath, type AnyKindWebhooks } from '@capi/admission';
import type { ConditionCatalogue, Kind, VersionDeclaration } from '@capi/api';

import { kindConditions } from './kind-conditions.ts';
import { anchorOf, code, pageOf, prose, table } from './markdown.ts';
import { conversionBlocks, versionBlocks } from './version-blocks.ts';

const notice = '<!-- Generated from libs/api by `npm run generate`; change the schema there. -->';

/** What the reference knows of a kind besides its declaration. */
export interface KindFacts {
  /** Its CRD, from the page of the kind; absent for what is never stored. */
  readonly crd?: string;
  readonly webhooks?: AnyKindWebhooks<never>;
}

/** File of the page on a kind, or on an old version of it, below `docs/reference/`. */
export function fileOf(kind: Kind, version = kind.version): string {
  const old = version === kind.version ? '' : `.${version}`;
  return `${kind.group}/${kind.kind.toLowerCase()}${old}.md`;
}

const nameOf = (path: string): string => path.slice(path.lastIndexOf('/') + 1);

/** The pages of a kind, one for each version: path below `docs/reference/` → text. */
export const kindPages = (kind: Kind, facts: KindFacts): readonly (readonly [string, string])[] =>
  Object.entries(kind.declaration.versions).map(([version, declared]) => [
    fileOf(kind, version),
    pageOf(version === kind.version ? storagePage(kind, declared, facts) : oldPage(kind, version, declared)),
  ]);

function storagePage(kind: Kind, declared: VersionDeclaration, facts: KindFacts): readonly string[] {
  const sections = [...versionBlocks(kind, kind.version, declared), ...conditionBlocks(kind.kind)];
  const introduction = [`# ${kind.kind}`, prose(declared.description), table(['', ''], factRows(kind, declared, facts))];
  return [notice, ...introduction, contentsOf(sections), ...sections];
}

function oldPage(kind: Kind, version: string, declared: VersionDeclaration): readonly string[] {
  const { stage, deprecation, limits = {}, convert } = declared;
  const served = stage === 'unserved' ? 'It is no longer served.' : '';
  const introduction = [
    `# ${kind.kind} ${version}`,
    `An old version of [${kind.kind}](${nameOf(fileOf(kind))}). ${served}`.trim(),
    ...(deprecation === undefined ? [] : [`> ${prose(deprecation)}`]),
  ];
  const sections = [
    ...versionBlocks(kind, version, declared),
    ...(convert === undefined ? [] : conversionBlocks(limits, version, kind.version)),
  ];
  return [notice, ...introduction, contentsOf(sections), ...sections];
}

/** A line that leads to each part of a long page. */
const contentsOf = (blocks: readonly string[]): string =>
  blocks
    .filter((block) => block.startsWith('## '))
    .map((block) => block.slice('## '.length))
    .map((heading) => `[${heading}](#${anchorOf(heading)})`)
    .join(' · ');

function factRows(kind: Kind, { scale, status, statusSubresource }: VersionDeclaration, { crd, webhooks }: KindFacts): readonly string[][] {
  const { group, plural, shortNames = [], scope, categories = ['cluster-api'], contracts = {}, versions } = kind.declaration;
  const subresources = [
    ...(status !== undefined || statusSubresource === true ? ['`status`'] : []),
    ...(scale === undefined ? [] : [`\`scale\` (${code(scale.specReplicas)}, ${code(scale.statusReplicas)})`]),
  ];
  const rows: readonly (readonly [string, string])[] = [
    ['API', code(`${group}/${kind.version}`)],
    ['Resource', crd === undefined ? '' : [plural, ...shortNames].map(code).join(', ')],
    ['Scope', crd === undefined ? '' : scope === 'Cluster' ? 'the whole management cluster' : 'a namespace'],
    ['Listed by', crd === undefined ? '' : categories.map((category) => code(`kubectl get ${category}`)).join(', ')],
    ['Subresources', subresources.join(', ')],
    ['Old versions', oldVersions(kind, versions)],
    [
      'Fulfils',
      Object.entries(contracts)
        .map(([contract, version]) => `the ${contract} contract with ${version.replaceAll('_', ', ')}`)
        .join(', '),
    ],
    ...admissionRows(webhooks),
    ['CRD', crd === undefined ? 'none: a file, never stored in an API server' : `[${nameOf(crd)}](${crd})`],
  ];
  return rows.filter(([, text]) => text !== '').map((row) => [...row]);
}

const oldVersions = (kind: Kind, versions: Readonly<Record<string, VersionDeclaration>>): string =>
  Object.entries(versions)
    .filter(([version]) => version !== kind.version)
    .map(([version, { stage }]) => `[${version}](${nameOf(fileOf(kind, version))})${stage === 'unserved' ? ' (not served)' : ''}`)
    .join(', ');

function admissionRows(webhooks: AnyKindWebhooks<never> | undefined): readonly (readonly [string, string])[] {
  if (webhooks === undefined) return [];
  const { kind, defaulting, validating, validatingScale } = webhooks;
  const at = (operations: readonly string[], path: string): string => `on ${operations.join(', ')} at ${code(path)}`;
  return [
    ...(defaulting === undefined ? [] : [['Gets defaults', at(defaulting.operations, defaultingPath(kind))] as const]),
    ...(validating === undefined ? [] : [['Is checked', at(validating.operations, validatingPath(kind))] as const]),
    ...(validatingScale === undefined ? [] : [['Scale is checked', at(['UPDATE'], validatingScalePath(kind))] as const]),
  ];
}

function conditionBlocks(kind: string): readonly string[] {
  const groups = kindConditions[kind] ?? [];
  return groups.length === 0
    ? []
    : ['## Conditions', ...groups.flatMap(({ when, catalogue }) => [when === '' ? '' : `${when}:`, conditionTable(catalogue)])];
}

const conditionTable = (catalogue: ConditionCatalogue): string =>
  table(
    ['Type', 'True', 'False', 'Unknown'],
    Object.entries(catalogue).map(([type, reasons]) => [
      code(type),
      ...(['True', 'False', 'Unknown'] as const).map((status) => (reasons[status] ?? []).map(code).join(', ')),
    ]),
  );
