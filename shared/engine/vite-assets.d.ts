/** What Vite makes of `?url` imports: the address of the emitted file. */
declare module "*?url" {
  const url: string;
  export default url;
}

/** And of `?raw` imports: the file's text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
