import { TestEnvironment } from 'jest-environment-node';

/** Errors thrown by Node's web streams are of the host realm; @livekit/agents tests them with `instanceof TypeError`. */
export default class HostErrorsEnvironment extends TestEnvironment {
  async setup() {
    await super.setup();
    this.global.TypeError = TypeError;
  }
}
