export { aPki, initData, joinData, type JoinOptions } from './bootstrap-data.ts';
