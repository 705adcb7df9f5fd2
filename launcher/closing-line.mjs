/** A reporter for jest: after its own summary, how many tests passed and failed, alone on one line. */
// oxlint-disable-next-line import/no-default-export -- jest loads reporters by it
export default class ClosingLine {
  /** @param {unknown} _ @param {{ numPassedTests: number, numFailedTests: number, numRuntimeErrorTestSuites: number }} results */
  onRunComplete(_, results) {
    // A file that could not be run at all has failed as much as a test has.
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites;
    const line = `\n${results.numPassedTests} passed, ${failed} failed\n`;
    // Jest writes its summary after all reporters.
    process.once('exit', () => process.stderr.write(line));
  }
}
