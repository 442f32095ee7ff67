/** What Vite makes of `?url` imports: the address of the emitted file. */
declare module "*?url" {
  const url: string;
  export default url;
}

/** And of `?assembly` imports: WebAssembly compiled from AssemblyScript, in base 64, for either kind of memory. */
declare module "*?assembly" {
  export const plain: string;
  export const shared: string;
}
