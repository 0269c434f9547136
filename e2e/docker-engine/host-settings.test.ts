import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { putBackSettings, takeSettings, type HostSettings } from './host-settings.ts';

describe('settings of the host', () => {
  let settings: HostSettings;
  const file = (name: string): string => join(settings.root, name);
  const value = (name: string): string => readFileSync(file(name), 'utf8');

  beforeEach(() => {
    const folder = mkdtempSync(join(tmpdir(), 'settings-'));
    settings = { root: folder, record: join(folder, 'record') };
    for (const name of ['vm', 'kernel', 'fs/inotify']) mkdirSync(file(name), { recursive: true });
    writeFileSync(file('vm/overcommit_memory'), '0\n');
    writeFileSync(file('fs/inotify/max_user_instances'), '128\n');
  });
  afterEach(() => rmSync(settings.root, { recursive: true }));

  test('are as before when the only world is gone', () => {
    takeSettings(settings, true);
    expect(value('fs/inotify/max_user_instances')).toBe('1024');
    writeFileSync(file('vm/overcommit_memory'), '1');
    putBackSettings(settings, true);
    expect([value('fs/inotify/max_user_instances'), value('vm/overcommit_memory')]).toEqual(['128', '0']);
  });

  test('stay as they are while another world runs, and are what they were before both when the last is gone', () => {
    takeSettings(settings, true);
    writeFileSync(file('vm/overcommit_memory'), '1');
    takeSettings(settings, false);
    putBackSettings(settings, false);
    expect([value('fs/inotify/max_user_instances'), value('vm/overcommit_memory')]).toEqual(['1024', '1']);
    putBackSettings(settings, true);
    expect([value('fs/inotify/max_user_instances'), value('vm/overcommit_memory')]).toEqual(['128', '0']);
  });

  test('that a killed world left changed are put back at last by the next one', () => {
    takeSettings(settings, true);
    writeFileSync(file('vm/overcommit_memory'), '1');
    takeSettings(settings, true);
    expect(value('vm/overcommit_memory')).toBe('0');
    putBackSettings(settings, true);
    expect(value('fs/inotify/max_user_instances')).toBe('128');
  });

  test('that are high enough are left alone', () => {
    writeFileSync(file('fs/inotify/max_user_instances'), '8192');
    takeSettings(settings, true);
    expect(value('fs/inotify/max_user_instances')).toBe('8192');
  });
});
