import { argv, stdout } from 'node:process';

import { sqliteStore } from '../storage/sqlite-store.ts';

// A process of its own for the test that kills it: writes as fast as it can and says what it has written.
const store = sqliteStore(argv[2] ?? '');
for (let revision = 1; revision <= 100_000; revision += 1) {
  store.write({ resource: 'configmaps', key: `default/c${revision}`, revision, json: () => JSON.stringify({ revision }) });
  stdout.write(`${revision}\n`);
}
