import { readFile } from 'node:fs/promises';
import path from 'node:path';

import { webhookManifests } from './webhook-manifests.ts';

const root = path.resolve(import.meta.dirname, '../..');

describe('deploy/', () => {
  test.each([...webhookManifests()])(
    '%s is as its provider declares its webhooks; otherwise run `npm run generate`',
    async (name, text) => {
      expect(await readFile(path.join(root, name), 'utf8')).toBe(text);
    },
  );
});
