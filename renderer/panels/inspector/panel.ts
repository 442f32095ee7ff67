import { IconAdjustmentsHorizontal } from "@tabler/icons-react";
import { definePanel } from "../define";
import { Inspector } from "./inspector";

export default definePanel({
  id: "inspector",
  area: "right",
  order: 1,
  icon: IconAdjustmentsHorizontal,
  component: Inspector,
});
