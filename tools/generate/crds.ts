import { crdOf, kinds } from '@capi/api';
import { stringify } from 'yaml';

const notice = '# Generated from libs/api by `npm run generate`; change the schema there.\n';

/** What belongs into `crds/`: file name → text. */
export function crdFiles(): ReadonlyMap<string, string> {
  return new Map(
    kinds.map((kind) => [
      `${kind.group}_${kind.plural}.yaml`,
      // Shapes that several fields use would otherwise become YAML anchors, which people find hard to read.
      notice + stringify(crdOf(kind), { aliasDuplicateObjects: false, lineWidth: 140 }),
    ]),
  );
}
