import { closeSync, openSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';

import { terminal } from '@capi/seams';

import { notKept } from '../errors/status-error.ts';
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
 * @throws a terminal OperationError when the file cannot be opened
 */
export function sqliteStore(path: string): Store {
  const database = open(path);
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
        // For want of space SQLite may have ended the transaction by itself.
        if (database.isTransaction) database.exec('ROLLBACK');
        throw isOfSqlite(error) ? notKept(why(error, path)) : error;
      }
    },
    close: () => database.close(),
  };
}

function open(path: string): DatabaseSync {
  try {
    // SQLite gives its side files the mode of the main one.
    closeSync(openSync(path, 'a', 0o600));
    const database = new DatabaseSync(path);
    database.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL; PRAGMA busy_timeout = 5000;');
    database.exec(schema);
    return database;
  } catch (error) {
    const hint = 'is there space left, and may this process write there?';
    throw terminal({ action: 'open the database', object: path, why: error instanceof Error ? error.message : String(error), hint }, error);
  }
}

interface SqliteError extends Error {
  /** SQLite's extended result code. */
  readonly errcode: number;
}
const isOfSqlite = (error: unknown): error is SqliteError =>
  error instanceof Error && (error as { code?: string }).code === 'ERR_SQLITE_ERROR';

const full = 13;
const why = ({ errcode, message }: SqliteError, path: string): string =>
  // The lower byte is the primary code.
  (errcode & 0xff) === full ? `no space is left for ${path}; make some, and go on` : `${path}: ${message}`;
