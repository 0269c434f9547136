import { schemaOf, type ConversionLimits, type Kind, type Limit, type PrinterColumn, type VersionDeclaration } from '@capi/api';

import { fieldTables } from './field-tables.ts';
import { code, prose, table } from './markdown.ts';

/** What the reference says of one version: its fields, and what kubectl prints of it. Markdown blocks. */
export function versionBlocks(kind: Kind, version: string, declared: VersionDeclaration): readonly string[] {
  return [
    '## Fields',
    'Names of required fields are bold.',
    ...fieldTables(fieldsOf(kind, version)),
    ...(declared.columns.length === 0 ? [] : ['## Columns of `kubectl get`', columnTable(declared.columns)]),
  ];
}

/** Metadata is the same for every kind of Kubernetes, and a CRD says nothing of it. */
function fieldsOf(kind: Kind, version: string) {
  const schema = schemaOf(kind, version);
  const metadata = { description: 'Name, namespace, labels, annotations and all else that every Kubernetes object has.', type: 'object' };
  return { ...schema, properties: { ...schema.properties, metadata } };
}

const columnTable = (columns: readonly PrinterColumn[]): string =>
  table(
    ['Column', 'Shows', 'From', 'Only with'],
    columns.map(({ name, description, jsonPath, priority = 0 }) => [
      prose(name),
      prose(description),
      code(jsonPath),
      priority > 0 ? '`-o wide`' : '',
    ]),
  );

/**
 * What converting an old version to the storage version and back cannot do.
 * @param old the version; `hub` is the storage version
 */
export function conversionBlocks({ lost, changed, refused }: ConversionLimits, old: string, hub: string): readonly string[] {
  const parts = [
    { limits: lost, says: `These fields of ${old} do not come back from ${hub} as they were:` },
    { limits: changed, says: `These fields of ${hub} do not come back from ${old} as they were:` },
    {
      limits: refused,
      says: `Here ${hub} does not take all that ${old} took, and the next write has to repair it; fields by their ${hub} names:`,
    },
  ];
  const exceptions = parts.some(({ limits = [] }) => limits.length > 0) ? ', but for what is listed here' : '';
  const zeros = 'Zeros and empty values count as absent where the version cannot tell them apart.';
  return [
    '## Conversion',
    `Objects are stored as ${hub}. Everything comes back as it was written${exceptions}. ${zeros}`,
    ...parts.flatMap(({ limits = [], says }) => (limits.length === 0 ? [] : [says, limits.map(limitItem).join('\n')])),
  ];
}

const limitItem = ({ paths, why }: Limit): string => [`- ${prose(why)}:`, ...paths.map((path) => `  - ${code(path)}`)].join('\n');
