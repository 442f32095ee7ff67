import i18next from "i18next";
import { initReactI18next } from "react-i18next";

type Texts = Readonly<Record<string, unknown>>;

const files = import.meta.glob<Texts>("./en/**/*.ts", { eager: true, import: "default" });

/**
 * One file per area; its name is the first part of its keys: `canvas.emptyTitle` stands in en/canvas.ts. The files of a
 * folder are one area, named after the folder.
 */
const english: Record<string, Texts> = {};

for (const [file, texts] of Object.entries(files)) {
  const area = file.replace(/^\.\/en\/|(\/[^/]*)?\.ts$/g, "");
  const twice = Object.keys(texts).find((key) => english[area] && Object.hasOwn(english[area], key));
  if (twice !== undefined) throw new Error(`Two files have texts for ${area}.${twice}.`);
  english[area] = { ...english[area], ...texts };
}

void i18next.use(initReactI18next).init({
  lng: "en",
  fallbackLng: "en",
  resources: { en: { translation: english } },
  interpolation: { escapeValue: false },
});

/** The text of a key, for code outside components. */
export function text(key: string, values: Record<string, unknown> = {}): string {
  return i18next.t(key, values);
}

/** The text of a catalogue row: a translation if there is one, else the row's own English. */
export function catalogueText(key: string, own: string): string {
  return i18next.t(key, { defaultValue: own });
}
