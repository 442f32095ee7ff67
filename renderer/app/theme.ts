import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type MantineThemeOverride,
  type VariantColorResolverResult,
  type VariantColorsResolverInput,
} from "@mantine/core";
import { mix } from "../../shared/layers/palette";
import { text } from "../text/i18n";
import { cssVariables, DARK, LIGHT } from "./tokens";

/** Mantine asks for ten shades; both themes' accents are among them, so components and tokens agree. */
const ACCENT: MantineColorsTuple = [
  LIGHT.accentSoft,
  mix(LIGHT.accent, "#ffffff", 0.25),
  mix(LIGHT.accent, "#ffffff", 0.4),
  mix(LIGHT.accent, "#ffffff", 0.6),
  DARK.accent,
  mix(LIGHT.accent, "#ffffff", 0.85),
  LIGHT.accent,
  mix(LIGHT.accent, "#000000", 0.88),
  mix(LIGHT.accent, "#000000", 0.75),
  mix(LIGHT.accent, "#000000", 0.6),
];

/** Mantine's own greys for the dark theme, from text to ground, in our tint. */
const DARK_GREYS: MantineColorsTuple = [
  DARK.text,
  mix(DARK.text, DARK.dim, 0.4),
  DARK.dim,
  DARK.strong,
  mix(DARK.strong, DARK.border, 0.2),
  DARK.border,
  DARK.raised,
  DARK.surface,
  mix(DARK.surface, DARK.canvas, 0.5),
  DARK.canvas,
];

export const theme: MantineThemeOverride = createTheme({
  primaryColor: "accent",
  primaryShade: { light: 6, dark: 4 },
  colors: { accent: ACCENT, dark: DARK_GREYS },
  autoContrast: true,
  variantColorResolver: onAccent,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  defaultRadius: "sm",
  cursorType: "pointer",
  respectReducedMotion: true,
  headings: { fontWeight: "600" },
  fontSizes: { xs: "0.75rem", sm: "0.8125rem", md: "0.875rem", lg: "1rem", xl: "1.25rem" },
  components: {
    Tooltip: { defaultProps: { openDelay: 400, withArrow: true, multiline: true, maw: 320 } },
    // Asked for at each rendering, since the words come after the theme.
    Modal: { defaultProps: () => ({ centered: true, closeButtonProps: closeLabel() }) },
    // Mantine's own grey is too light to read on white.
    Notification: {
      defaultProps: () => ({ closeButtonProps: closeLabel() }),
      styles: { description: { color: "var(--bw-text-dim)" } },
    },
    Menu: { defaultProps: { shadow: "md" } },
    TextInput: { defaultProps: { size: "xs" } },
    NumberInput: { defaultProps: { size: "xs" } },
    Select: { defaultProps: { size: "xs" } },
  },
});

function closeLabel(): { readonly "aria-label": string } {
  return { "aria-label": text("app.closeArea") };
}

/** Mantine asks for contrast with the light theme's accent alone; the dark one wants dark text. */
function onAccent(input: VariantColorsResolverInput): VariantColorResolverResult {
  const colors = defaultVariantColorsResolver(input);
  const isAccent = input.color === undefined || input.color === input.theme.primaryColor;
  return input.variant === "filled" && isAccent ? { ...colors, color: "var(--bw-on-accent)" } : colors;
}

export const resolveVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: { ...cssVariables(LIGHT), ...mantineVariables(LIGHT) },
  dark: { ...cssVariables(DARK), ...mantineVariables(DARK) },
});

function mantineVariables(tokens: typeof LIGHT): Record<string, string> {
  return {
    "--mantine-color-body": tokens.surface,
    "--mantine-color-text": tokens.text,
    "--mantine-color-dimmed": tokens.dim,
    "--mantine-color-placeholder": tokens.dim,
    "--mantine-color-error": tokens.danger,
    "--mantine-color-anchor": tokens.accent,
    "--mantine-color-default": tokens.surface,
    "--mantine-color-default-hover": tokens.raised,
    "--mantine-color-default-color": tokens.text,
    "--mantine-color-default-border": tokens.border,
    "--mantine-color-accent-light": tokens.accentSoft,
    "--mantine-color-accent-light-hover": mix(tokens.accent, tokens.accentSoft, 0.12),
    "--mantine-color-accent-light-color": tokens.accent,
    "--mantine-color-disabled": tokens.raised,
    "--mantine-color-disabled-color": tokens.dim,
    "--mantine-color-disabled-border": tokens.border,
  };
}
