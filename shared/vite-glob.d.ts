/** The one Vite feature that `shared` relies on: registries find their files by eager glob. */
interface ImportMeta {
  glob<T>(pattern: string, options: { eager: true; import: "default" }): Record<string, T>;
}
