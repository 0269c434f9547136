/** Name of the ConfigMap that is the init lock of a cluster. */
export const initLockName = (cluster: string): string => `${cluster}-lock`;
/** Key under which it says, as JSON, which Machine holds it. */
export const initLockKey = 'lock-information';
