import { IconPhotoSearch } from "@tabler/icons-react";
import { definePanel } from "../define";
import { RunPanel } from "./run-panel";

export default definePanel({
  id: "run",
  area: "drawer",
  order: 2,
  icon: IconPhotoSearch,
  component: RunPanel,
});
