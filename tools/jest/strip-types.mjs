// Jest runs the sources as Node does: the types are stripped, nothing else changes.
import { stripTypeScriptTypes } from 'node:module';

const transformer = { process: (source) => ({ code: stripTypeScriptTypes(source) }) };
export default transformer;
