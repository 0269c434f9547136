export { createApiServer, type ApiServer, type ApiServerOptions } from './api-server.ts';
export { systemAdmin, type Authenticator, type Credentials, type UserInfo } from './authentication/user-info.ts';
export { sqliteStore } from './storage/sqlite-store.ts';
export { memoryStore, type Store, type StoredChange, type StoredRecord } from './storage/store.ts';
export type { Listening, ListenOptions } from './transport/listen.ts';
