import { IconAlertTriangle } from "@tabler/icons-react";
import { definePanel } from "../define";
import { Problems } from "./problems";

export default definePanel({
  id: "problems",
  area: "drawer",
  order: 9,
  icon: IconAlertTriangle,
  component: Problems,
});
