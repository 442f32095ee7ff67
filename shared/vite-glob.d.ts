/** The two features of Vite that `shared` relies on. Registries find their files by eager glob. */
interface ImportMeta {
  glob<T>(
    patterns: string | readonly string[],
    options: { eager: true; import: "default" },
  ): Record<string, T>;
}

/** And of `?raw` imports comes the file's text. */
declare module "*?raw" {
  const text: string;
  export default text;
}
