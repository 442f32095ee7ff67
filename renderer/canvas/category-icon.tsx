import {
  type Icon,
  IconActivity,
  IconArrowMerge,
  IconArrowsMinimize,
  IconBox,
  IconChartHistogram,
  IconGrid4x4,
  IconPhoto,
  IconTopologyFull,
  IconTransform,
} from "@tabler/icons-react";
import type { Hue } from "../../shared/layers/palette";

/** Beside its hue every category has a sign: colour alone tells nothing to those who cannot see it. */
export const CATEGORY_ICONS: Readonly<Record<Hue, Icon>> = {
  input: IconPhoto,
  convolution: IconGrid4x4,
  pooling: IconArrowsMinimize,
  normalisation: IconChartHistogram,
  activation: IconActivity,
  merge: IconArrowMerge,
  dense: IconTopologyFull,
  reshape: IconTransform,
  block: IconBox,
};
