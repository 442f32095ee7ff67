import { IconStopwatch } from "@tabler/icons-react";
import { definePanel } from "../define";
import { ProfilePanel } from "./profile-panel";

export default definePanel({
  id: "profile",
  area: "drawer",
  order: 4,
  icon: IconStopwatch,
  component: ProfilePanel,
});
