declare module "*.css";
declare module "@fontsource-variable/*";

interface ImportMeta {
  readonly env: { readonly DEV: boolean; readonly PROD: boolean };
}
