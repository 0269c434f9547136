export * from './kubernetes/built-in.ts';
export * from './meta/object.ts';
export * from './meta/resource.ts';
