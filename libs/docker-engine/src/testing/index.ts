export type { FakeContainer } from './fake-container.ts';
export {
  fakeDockerEngine,
  type EngineOperation,
  type FakeDockerEngine,
  type FakeDockerEngineOptions,
  type FakeExec,
  type FakeFailure,
} from './fake-docker-engine.ts';
export type { FakeFile } from './unpack.ts';
export { lostAnswer } from './lost-answer.ts';
