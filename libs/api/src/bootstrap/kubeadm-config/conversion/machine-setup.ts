import { always, collection, intent, kept, nonZero, shownInOld } from '../../../conversion/codecs.ts';
import { listOf, mapping, same, within, type Mapping } from '../../../conversion/mapping.ts';

const source: Mapping = within('secret', 'secret', same(shownInOld(''), 'name', 'key'), { oldAlways: true });

/** A file as far as all versions have it. */
export const fileFields: Mapping = mapping(same(shownInOld(''), 'path'), same(nonZero, 'owner', 'permissions', 'encoding', 'content'));

/** A user account as far as all versions have it. */
export const userFields: Mapping = mapping(
  same(shownInOld(''), 'name'),
  same(nonZero, 'gecos', 'groups', 'homeDir', 'shell', 'passwd', 'primaryGroup', 'sudo'),
  same(kept, 'inactive', 'lockPassword'),
  same(collection, 'sshAuthorizedKeys'),
);

/** Time synchronisation. */
export const ntp: Mapping = mapping(same(collection, 'servers'), same(kept, 'enabled'));

const partitions = listOf(
  mapping(
    same(shownInOld(''), 'device'),
    // Upstream sets layout going up also where diskLayout takes its place, against the schema of the hub, which has exactly one of the
    // two. The same goes for an old manifest here: what is stored must not depend on who converts it.
    same(always(false), 'layout'),
    same(kept, 'overwrite'),
    same(nonZero, 'tableType'),
    same(listOf(mapping(same(nonZero, 'percentage'), same(nonZero, 'partitionType'))), 'diskLayout'),
  ),
);
const filesystems = listOf(
  mapping(
    same(shownInOld(''), 'device', 'filesystem'),
    same(nonZero, 'label', 'partition', 'replaceFS'),
    same(kept, 'overwrite'),
    same(collection, 'extraOpts'),
  ),
);

/** Everything about a machine that is not kubeadm's business, between v1beta1 and the hub. */
export const machineSetup: Mapping = mapping(
  same(
    listOf(
      mapping(fileFields, same(intent(false), 'append'), same(nonZero, 'contentFormat'), within('contentFrom', 'contentFrom', source)),
      {
        key: 'path',
      },
    ),
    'files',
  ),
  within('diskSetup', 'diskSetup', mapping(same(partitions, 'partitions'), same(filesystems, 'filesystems'))),
  same(collection, 'mounts', 'bootCommands', 'preKubeadmCommands', 'postKubeadmCommands'),
  same(listOf(mapping(userFields, within('passwdFrom', 'passwdFrom', source))), 'users'),
  within('ntp', 'ntp', ntp),
  same(nonZero, 'format'),
  same(kept, 'verbosity'),
  within(
    'ignition',
    'ignition',
    within('containerLinuxConfig', 'containerLinuxConfig', mapping(same(nonZero, 'additionalConfig'), same(intent(false), 'strict'))),
  ),
);
