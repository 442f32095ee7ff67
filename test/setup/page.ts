import "./standards-mode";
import { resetStoresAfterwards } from "./reset-stores";

resetStoresAfterwards();
