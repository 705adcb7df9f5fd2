/** What jest gives to the suite that runs now. @type {{ globals: Record<string, any> }} */
export const runningSuite = { globals: {} };
