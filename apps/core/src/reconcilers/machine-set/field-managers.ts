import { fieldManagers } from '@capi/api';

/** Who applies labels and annotations of bootstrap configs and infrastructure machines, ours and earlier releases'. */
export const companionManagers: readonly string[] = [fieldManagers.machineSet, fieldManagers.machineSetMetadata];
