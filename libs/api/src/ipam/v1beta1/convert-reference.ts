import { nonZero } from '../../conversion/codecs.ts';
import { at, objectIn, textIn } from '../../conversion/json.ts';
import { same, struct, type Codec } from '../../conversion/mapping.ts';

/** A reference by name alone; old versions show the struct even when it is empty. */
export const localReference: Codec = struct(same(nonZero, 'name'), { oldAlways: true });

const pool = struct(same(nonZero, 'apiGroup', 'kind', 'name'));

/** A pool; old versions show all of it, and `null` for the core group. */
export const poolReference: Codec = {
  up: (value, before, known) => pool.up(value, before, known),
  down(value) {
    const hub = objectIn(value) ?? {};
    const group = textIn(at(hub, 'apiGroup'));
    return { apiGroup: group === '' ? null : group, kind: hub['kind'] ?? '', name: hub['name'] ?? '' };
  },
};
