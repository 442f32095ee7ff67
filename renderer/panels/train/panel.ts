import { IconChartLine } from "@tabler/icons-react";
import { definePanel } from "../define";
import { TrainPanel } from "./train-panel";

export default definePanel({
  id: "train",
  area: "drawer",
  order: 1,
  icon: IconChartLine,
  component: TrainPanel,
});
