/** `low` is for what is looked at only to be sure: the first list, the periodic resync. */
export type Priority = 'normal' | 'low';
