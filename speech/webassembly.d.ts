/** The part of WebAssembly that the demo voice uses; TypeScript declares it only together with the browser's DOM. */
declare namespace WebAssembly {
  class Module {
    constructor(bytes: Uint8Array);
  }
  class Instance {
    constructor(module: Module, imports: object);
    readonly exports: object;
  }
}
