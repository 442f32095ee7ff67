/** The one Vite feature that `shared` relies on: registries find their files by eager glob. */
interface ImportMeta {
  glob<T>(
    patterns: string | readonly string[],
    options: { eager: true; import: "default" },
  ): Record<string, T>;
}
