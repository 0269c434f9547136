import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import type { Store, StoredRecord } from './store.ts';

const schema = `
  CREATE TABLE IF NOT EXISTS objects (
    resource TEXT NOT NULL,
    key TEXT NOT NULL,
    revision INTEGER NOT NULL,
    json TEXT NOT NULL,
    PRIMARY KEY (resource, key)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS revision (only INTEGER PRIMARY KEY CHECK (only = 1), value INTEGER NOT NULL);
  INSERT OR IGNORE INTO revision VALUES (1, 0);
`;

/**
 * Keeps objects in an SQLite file, written through: when `write` returns, the change survives `kill -9` of the process. It is
 * not synced to the disk on every write, so a power failure may lose the last moments, never the file's consistency.
 * @param path of the file; created when absent, readable by the owner only
 */
export function sqliteStore(path: string): Store {
  // SQLite gives its side files the mode of the main one.
  closeSync(openSync(path, 'a', 0o600));
  const database = new DatabaseSync(path);
  database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
  database.exec(schema);
  const put = database.prepare('INSERT OR REPLACE INTO objects VALUES (?, ?, ?, ?)');
  const remove = database.prepare('DELETE FROM objects WHERE resource = ? AND key = ?');
  const advance = database.prepare('UPDATE revision SET value = ?');
  return {
    load: () => ({
      revision: Number((database.prepare('SELECT value FROM revision').get() as { value: number }).value),
      records: database.prepare('SELECT resource, key, revision, json FROM objects ORDER BY revision').all() as unknown as StoredRecord[],
    }),
    write({ resource, key, revision, json }) {
      database.exec('BEGIN');
      try {
        if (json === undefined) remove.run(resource, key);
        else put.run(resource, key, revision, json());
        advance.run(revision);
        database.exec('COMMIT');
      } catch (error) {
        database.exec('ROLLBACK');
        throw error;
      }
    },
    close: () => database.close(),
  };
}
