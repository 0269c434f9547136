// Loaded into a process by `--import`: its wall clock is ahead by the milliseconds that a file says, which SIGUSR2 makes it read again.
// What measures time that has passed is left alone, as it is when somebody sets the clock of a machine.
import { existsSync, readFileSync } from 'node:fs';

const file = process.env['CAPI_E2E_CLOCK'] ?? '';
const RealDate = Date;
let ahead = 0;
const read = (): void => {
  ahead = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
};

class MovedDate extends RealDate {
  constructor(...given: []) {
    super(...(given.length === 0 ? ([MovedDate.now()] as unknown as []) : given));
  }
  static override now(): number {
    return RealDate.now() + ahead;
  }
}

if (file !== '') {
  read();
  process.on('SIGUSR2', read);
  globalThis.Date = MovedDate as DateConstructor;
}
