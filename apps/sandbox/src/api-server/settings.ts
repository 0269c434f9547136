/** What the sandbox tells its API server process, in the one argument after `api-server`. */
export interface ApiServerSettings {
  readonly port: number;
  readonly database: string;
  readonly serverCertificateFile: string;
  readonly serverKeyFile: string;
  readonly authorityFile: string;
  /** Folder with one file per container: `<namespace>/<pod>/<container>.log`. */
  readonly logsFolder: string;
  readonly auditLog?: string;
}

export const printSettings = (settings: ApiServerSettings): string => JSON.stringify(settings);
export const parseSettings = (text: string): ApiServerSettings => JSON.parse(text) as ApiServerSettings;
